import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { auditSentence } from '@/lib/core/text/audit-sentence';
import { type AuditFilter, findAuditRows } from '@/lib/db/audit/events';
import { isOnlyOrganization } from '@/lib/db/people/organizations';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { auditFilter } from './audit-filter';
import { record } from './record';
import type { AuditPage } from './search-audit';

const inputSchema = auditFilter.extend({ format: z.enum(['csv', 'jsonl']) });

const batch = 1000;

/**
 * The events of the log that match a filter, newest first, in batches. The export itself is recorded first, and only
 * events before it are included. Admins only. Throws `invalid`, `forbidden`.
 */
export async function exportAudit(
  ctx: Context,
  input: unknown,
): Promise<AsyncGenerator<AuditPage['events']>> {
  const { format, ...filter } = parse(inputSchema, input);
  const filters = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value instanceof Date ? value.toISOString() : value] as const],
  );
  const before = await inTransaction(async (tx) => {
    await requireAdmin(ctx, tx);
    return record(tx, ctx, {
      action: 'export-audit',
      data: { format, filter: Object.fromEntries(filters) },
    });
  });
  const { organizationId } = ctx;
  const withServer = await isOnlyOrganization(organizationId);
  return batches({ ...filter, organizationId, withServer, take: batch }, before);
}

async function* batches(filter: AuditFilter, until: string): AsyncGenerator<AuditPage['events']> {
  let before = until;
  while (true) {
    const rows = await findAuditRows({ ...filter, before });
    if (rows.length === 0) return;
    yield rows.map((row) => ({ ...row, sentence: auditSentence(row, row.actorName) }));
    before = rows.at(-1)?.id ?? before;
  }
}
