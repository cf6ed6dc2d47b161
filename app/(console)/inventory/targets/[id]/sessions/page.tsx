import { Cable } from 'lucide-react';
import { ConnectionTable } from '@/components/connections/connection-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Pager } from '@/components/ui/pager';
import { Refresh } from '@/components/ui/refresh';
import { listConnections } from '@/lib/connections/list-connections';
import { pageOf, type SearchParams } from '@/lib/web/filters/search-param';
import { targetMetadata } from '../load-target';
import { TargetFrame } from '../target-frame';

export const generateMetadata = targetMetadata((name) => `Sessions of ${name}`);

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function TargetSessionsPage({ params, searchParams }: Props) {
  const at = pageOf((await searchParams).page);
  return (
    <TargetFrame params={params} tab="sessions">
      {async (ctx, { id: targetId }) => {
        const found = await listConnections(ctx, { whose: 'all', targetId, page: at });
        const { connections, now, total, page, pages } = found;
        return (
          <>
            {total > 0 ? (
              <ConnectionTable connections={connections} now={now} />
            ) : (
              <EmptyState icon={Cable} title="No sessions yet">
                Sessions opened with zli or in a web app appear here.
              </EmptyState>
            )}
            <Pager
              page={page}
              pages={pages}
              total={total}
              href={(to) => `/inventory/targets/${targetId}/sessions?page=${to}`}
            />
            <Refresh seconds={10} />
          </>
        );
      }}
    </TargetFrame>
  );
}
