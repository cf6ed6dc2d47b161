import { Inbox, SearchX } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import type { RequestTab } from './request-tabs';

type Props = {
  tab: RequestTab;
  isAdmin: boolean;
  /** the address of the list without its filters; absent where none is set */
  clear?: string;
};

/** The empty state of the list of requests, with the next step. */
export function NoRequests({ tab, isAdmin, clear }: Props) {
  if (clear) {
    return (
      <EmptyState icon={SearchX} title="No matching requests" action={<To href={clear}>Clear filters</To>}>
        Change or clear the filters, or open the All tab.
      </EmptyState>
    );
  }
  const titles: Partial<Record<RequestTab, string>> = {
    waiting: 'No pending requests',
    live: 'No active access',
  };
  return (
    <EmptyState
      icon={Inbox}
      title={titles[tab] ?? 'No requests yet'}
      action={
        tab === 'all' || !isAdmin ? (
          <Link href="/request-access" className={buttonClass('primary')}>
            Request access
          </Link>
        ) : (
          <To href="/requests?show=all">Show all requests</To>
        )
      }
    >
      {isAdmin ? 'New requests appear here and in Slack.' : 'Your requests appear here.'}
    </EmptyState>
  );
}

function To({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} className={buttonClass()}>
      {children}
    </Link>
  );
}
