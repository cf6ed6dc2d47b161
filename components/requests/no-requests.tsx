import { Inbox, SearchX } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import type { RequestTab } from './request-tabs';

type Props = {
  tab: RequestTab;
  isAdmin: boolean;
  /** the same list without its filters, when it has some */
  clear?: string;
};

/** What stands where no request is, with the next step. */
export function NoRequests({ tab, isAdmin, clear }: Props) {
  if (clear) {
    return (
      <EmptyState icon={SearchX} title="No request matches" action={<To href={clear}>Clear the filters</To>}>
        All filters must fit. Take one away, or look among all requests.
      </EmptyState>
    );
  }
  const titles: Partial<Record<RequestTab, string>> = {
    waiting: 'Nothing waits for a decision',
    live: 'No access is live now',
  };
  return (
    <EmptyState
      icon={Inbox}
      title={titles[tab] ?? 'There are no requests yet'}
      action={
        tab === 'all' || !isAdmin ? (
          <Link href="/targets" className={buttonClass('primary')}>
            Ask for access
          </Link>
        ) : (
          <To href="/requests?show=all">Show all requests</To>
        )
      }
    >
      {isAdmin ? 'New requests appear here and in Slack.' : 'What you ask for appears here.'}
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
