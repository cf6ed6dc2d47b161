import { exportAudit } from '@/lib/audit/export-audit';
import { currentContext } from '@/lib/auth/session';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { refuseDownload } from '@/lib/web/audit-download';
import { auditFile } from '@/lib/web/audit-file';
import { auditFilterOf, readAuditFilters } from '@/lib/web/filters/audit-filter';

const types = { csv: 'text/csv; charset=utf-8', jsonl: 'application/x-ndjson; charset=utf-8' };

/** Streams the audit log as a file: `?format=csv` or `jsonl`, with the filters of the page. */
export async function GET(request: Request): Promise<Response> {
  const params = Object.fromEntries(new URL(request.url).searchParams);
  const format = params.format === 'jsonl' ? 'jsonl' : 'csv';
  let ctx: Context | null = null;
  try {
    ctx = await currentContext();
    if (!ctx) throw new AccessError('not-signed-in', 'Your session has ended.');
    const batches = await exportAudit(ctx, { ...auditFilterOf(readAuditFilters(params)), format });
    return new Response(auditFile(format, batches), {
      headers: {
        'content-type': types[format],
        'content-disposition': `attachment; filename="audit-log.${format}"`,
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    const page = `/audit?${new URLSearchParams(readAuditFilters(params))}`;
    return refuseDownload(error, ctx, { name: 'export-audit', page });
  }
}
