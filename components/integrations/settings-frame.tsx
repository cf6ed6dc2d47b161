import Link from 'next/link';
import type { ReactNode } from 'react';
import { segment, segmentItem } from '@/components/ui/tabs';

const place = '/settings/integrations/slack';

/** Platform settings: its pages at the side, the apps that can be integrated as tabs. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  return (
    <div className="grid items-start gap-x-11 gap-y-5 md:grid-cols-[192px_minmax(0,1fr)]">
      <div>
        <h1 className="text-xl font-bold tracking-tight">Platform settings</h1>
        <nav aria-label="Settings" className="mt-2">
          <ul>
            <li>
              <Link href={place} aria-current="page" className="block py-1 font-semibold">
                App integrations
              </Link>
            </li>
          </ul>
        </nav>
      </div>
      <div className="min-w-0">
        <div role="tablist" aria-label="App integrations" className={segment}>
          <Link
            href={place}
            role="tab"
            id="tab-slack"
            aria-selected="true"
            aria-controls="panel-slack"
            className={segmentItem(true)}
          >
            Slack
          </Link>
        </div>
        <div
          role="tabpanel"
          id="panel-slack"
          aria-labelledby="tab-slack"
          className="mt-4 flex flex-col gap-4"
        >
          {children}
        </div>
      </div>
    </div>
  );
}
