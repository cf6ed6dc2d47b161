import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { ActiveTimeline } from '@/components/overview/active-timeline';
import { OutcomeChart } from '@/components/overview/outcome-chart';
import { SetupChecklist } from '@/components/overview/setup-checklist';
import { StillOpenList } from '@/components/overview/still-open-list';
import { Tiles } from '@/components/overview/tiles';
import { ChangedNotice } from '@/components/requests/changed-notice';
import { PendingTable } from '@/components/requests/pending-table';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { PageHead } from '@/components/ui/page-head';
import { Refresh } from '@/components/ui/refresh';
import { getOverview } from '@/lib/access/get-overview';
import { currentPerson, requireContext } from '@/lib/auth/session';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'Overview' };

export default async function OverviewPage() {
  const ctx = await requireContext();
  const [person, overview] = await Promise.all([currentPerson(), orNotFound(getOverview(ctx))]);
  if (!person || !overview) return <OnlyAdmins action="see the overview" />;
  const { pending, active } = overview;
  return (
    <>
      <PageHead title="Overview" sub={person.organizationName} />
      <StillOpenList requests={overview.stillOpen} />
      <SetupChecklist setup={overview.setup} />
      <Tiles overview={overview} />
      <Section title="Pending requests" more={{ href: '/requests', shown: 5, of: pending.total }}>
        {pending.total > 0 ? (
          <PendingTable
            requests={pending.requests}
            now={pending.now}
            me={person.id}
            isAdmin
            decidable={pending.decidable}
          />
        ) : (
          <Nothing>No pending requests. New ones appear here and in Slack.</Nothing>
        )}
      </Section>
      <Section title="Active access" more={{ href: '/requests?show=live', shown: 12, of: active.total }}>
        {active.total > 0 ? (
          <ActiveTimeline active={active} />
        ) : (
          <Nothing>No active access. Approved access appears here until it expires.</Nothing>
        )}
      </Section>
      <Section title="Requests in the last 30 days">
        <OutcomeChart days={overview.days} />
      </Section>
      <ChangedNotice pending={pending.total} renderedAt={pending.now} hasRows={pending.total > 0} />
      <Refresh />
    </>
  );
}

type SectionProps = {
  title: string;
  more?: { href: string; shown: number; of: number };
  children: ReactNode;
};

function Section({ title, more, children }: SectionProps) {
  return (
    <section aria-label={title} className="mb-6">
      <div className="mb-2 flex items-baseline justify-between gap-4">
        <h2 className="font-semibold">{title}</h2>
        {more && more.of > more.shown && (
          <Link href={more.href} className="text-accent hover:underline">
            Show all {more.of}
          </Link>
        )}
      </div>
      {children}
    </section>
  );
}

function Nothing({ children }: { children: ReactNode }) {
  return (
    <p className="rounded-xl border border-line bg-panel px-5 py-4 text-muted shadow-card">{children}</p>
  );
}
