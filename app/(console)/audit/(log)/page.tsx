import { ChevronRight, Download, ScrollText } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { ActivityChart } from '@/components/audit/activity-chart';
import { AuditFilters } from '@/components/audit/audit-filters';
import { AuditTable } from '@/components/audit/audit-table';
import { RangeTabs } from '@/components/audit/range-tabs';
import { SealCard } from '@/components/audit/seal-card';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/page-head';
import { getActivity } from '@/lib/access/get-activity';
import { getSeal } from '@/lib/audit/get-seal';
import { searchAudit } from '@/lib/audit/search-audit';
import { requireContext } from '@/lib/auth/session';
import { auditChips, auditFilterOf, readAuditFilters } from '@/lib/web/filters/audit-filter';
import { oneOf, type SearchParams } from '@/lib/web/filters/search-param';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'Audit log' };

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const before = oneOf(params.before);
  const filters = readAuditFilters(params);
  const ctx = await requireContext();
  const found = await orNotFound(
    Promise.all([
      searchAudit(ctx, { ...auditFilterOf(filters), ...(before && { before }) }),
      getActivity(ctx),
      getSeal(ctx),
    ]),
  );
  if (!found) return <OnlyAdmins action="view the audit log" />;
  const [page, activity, seal] = found;
  const href = (more: Record<string, string>, path = '/audit') => {
    const query = new URLSearchParams(more).toString();
    return query ? `${path}?${query}` : path;
  };
  const chips = auditChips(filters, href);
  return (
    <>
      <PageHead
        title="Audit log"
        sub="Append-only record of all activity. Calls of API keys are under the filter Event."
      >
        {(['csv', 'jsonl'] as const).map((format) => (
          // not a Link: it is a file, and must not be fetched ahead
          <a key={format} href={href({ ...filters, format }, '/audit/export')} className={buttonClass()}>
            <Download aria-hidden size={14} />
            {format === 'csv' ? 'Export CSV' : 'Export JSON lines'}
          </a>
        ))}
      </PageHead>
      <ActivityChart activity={activity} />
      <SealCard seal={seal} />
      <div className="mb-3 flex flex-wrap items-start gap-x-3 gap-y-2">
        <AuditFilters values={filters} chips={chips} />
        <RangeTabs filters={filters} />
      </div>
      {page.events.length > 0 ? (
        <AuditTable events={page.events} />
      ) : (
        <EmptyState
          icon={ScrollText}
          title={chips.length > 0 ? 'No matching events' : 'No events yet'}
          {...(chips.length > 0 && {
            action: (
              <Link href="/audit" className={buttonClass()}>
                Clear filters
              </Link>
            ),
          })}
        >
          {before
            ? 'There are no older events.'
            : chips.length > 0
              ? 'Change or clear the filters.'
              : 'Events appear here as they happen.'}
        </EmptyState>
      )}
      {(before || page.next) && (
        <nav aria-label="Pages" className="mt-4 flex justify-end gap-2">
          {before && (
            <Link href={href(filters)} className={buttonClass()}>
              Newest
            </Link>
          )}
          {page.next && (
            <Link href={href({ ...filters, before: page.next })} rel="next" className={buttonClass()}>
              Older
              <ChevronRight aria-hidden size={15} />
            </Link>
          )}
        </nav>
      )}
    </>
  );
}
