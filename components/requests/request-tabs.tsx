import { LinkTabs } from '@/components/ui/tabs';

const tabs = ['waiting', 'live', 'decided', 'all'] as const;
export type RequestTab = (typeof tabs)[number];

/** The tab that an address names; the waiting ones when it names none. */
export function tabOf(value: string | undefined): RequestTab {
  return tabs.find((tab) => tab === value) ?? 'waiting';
}

/** Which requests are shown. */
export function RequestTabs({ tab, waiting }: { tab: RequestTab; waiting: number }) {
  const names = { waiting: `Waiting ${waiting}`, live: 'Live', decided: 'Decided', all: 'All' };
  return (
    <LinkTabs
      label="Requests by state"
      tabs={tabs.map((one) => ({
        href: one === 'waiting' ? '/requests' : `/requests?show=${one}`,
        name: names[one],
        current: one === tab,
      }))}
    />
  );
}
