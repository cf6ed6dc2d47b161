import { LinkTabs } from '@/components/ui/tabs';

const tabs = ['waiting', 'live', 'decided', 'all'] as const;
export type RequestTab = (typeof tabs)[number];

/** The tab that an address names; the waiting ones when it names none. */
export function tabOf(value: string | undefined): RequestTab {
  return tabs.find((tab) => tab === value) ?? 'waiting';
}

type Props = { tab: RequestTab; waiting: number; href: (tab: RequestTab) => string };

/** Which requests are shown. */
export function RequestTabs({ tab, waiting, href }: Props) {
  const names = { waiting: `Waiting ${waiting}`, live: 'Access now', decided: 'Decided', all: 'All' };
  return (
    <LinkTabs
      label="Requests by state"
      tabs={tabs.map((one) => ({ href: href(one), name: names[one], current: one === tab }))}
    />
  );
}
