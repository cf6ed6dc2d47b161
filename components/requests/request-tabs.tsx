import { LinkTabs } from '@/components/ui/tabs';

const tabs = ['waiting', 'live', 'decided', 'all'] as const;
export type RequestTab = (typeof tabs)[number];

/** The tab that the URL names; pending requests by default. */
export function tabOf(value: string | undefined): RequestTab {
  return tabs.find((tab) => tab === value) ?? 'waiting';
}

type Props = { tab: RequestTab; pendingCount: number; href: (tab: RequestTab) => string };

/** The tabs of the list of requests. */
export function RequestTabs({ tab, pendingCount, href }: Props) {
  const names = { waiting: `Pending ${pendingCount}`, live: 'Active', decided: 'History', all: 'All' };
  return (
    <LinkTabs
      label="Requests by status"
      tabs={tabs.map((one) => ({ href: href(one), name: names[one], current: one === tab }))}
    />
  );
}
