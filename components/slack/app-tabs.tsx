import Link from 'next/link';
import type { ReactNode } from 'react';
import { segment, segmentItem } from '@/components/ui/tabs';

/** A tab for each app that can be integrated; so far, Slack only. */
export function AppTabs({ children }: { children: ReactNode }) {
  return (
    <>
      <div role="tablist" aria-label="App integrations" className={segment}>
        <Link
          href="/settings/integrations/slack"
          role="tab"
          id="tab-slack"
          aria-selected="true"
          aria-controls="panel-slack"
          className={segmentItem(true)}
        >
          Slack
        </Link>
      </div>
      <div role="tabpanel" id="panel-slack" aria-labelledby="tab-slack" className="mt-4 flex flex-col gap-4">
        {children}
      </div>
    </>
  );
}
