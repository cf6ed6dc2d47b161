import { ChevronRight, ScrollText } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { AuditTable } from '@/components/audit/audit-table';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/page-head';
import { searchAudit } from '@/lib/audit/search-audit';
import { requireContext } from '@/lib/auth/session';
import { forPage } from '@/lib/web/for-page';
import { oneOf, type SearchParams } from '@/lib/web/search-param';

export const metadata: Metadata = { title: 'Audit log' };

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const before = oneOf((await searchParams).before);
  const ctx = await requireContext('/audit');
  const page = await forPage(searchAudit(ctx, { ...(before && { before }) }));
  if (!page) return <OnlyAdmins what="read the audit log" />;
  return (
    <>
      <PageHead title="Audit log" sub="Everything that happened, newest first. Nobody can change it." />
      {page.events.length > 0 ? (
        <AuditTable events={page.events} />
      ) : (
        <EmptyState icon={ScrollText} title="Nothing here">
          {before ? 'There is nothing older.' : 'What happens from now on stands here.'}
        </EmptyState>
      )}
      {(before || page.next) && (
        <nav aria-label="Pages" className="mt-4 flex justify-end gap-2">
          {before && (
            <Link href="/audit" className={buttonClass()}>
              Newest
            </Link>
          )}
          {page.next && (
            <Link href={`/audit?before=${page.next}`} rel="next" className={buttonClass()}>
              Older
              <ChevronRight aria-hidden size={15} />
            </Link>
          )}
        </nav>
      )}
    </>
  );
}
