import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { auditSentence } from '@/lib/core/text/audit-sentence';
import { type AuditRow, findAuditRows } from '@/lib/db/audit/events';
import { isOnlyOrganization } from '@/lib/db/people/organizations';
import { parse } from '@/lib/parse';
import { auditFilter } from './audit-filter';

const inputSchema = auditFilter.extend({
  /** only events with a lower id */
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  pageSize: z.number().int().min(1).max(200).default(50),
});

/** `next` is the `before` of the next page, null on the last. */
export type AuditPage = { events: (AuditRow & { sentence: string })[]; next: string | null };

/**
 * The audit log, newest first, each event with its sentence. Calls of API keys and service accounts are many: they are shown
 * where they are filtered for. Attempts of unknown callers belong to no organization: only a
 * server with one organization shows them. Admins only. Throws `invalid`, `forbidden`.
 */
export async function searchAudit(ctx: Context, input: unknown): Promise<AuditPage> {
  const { pageSize, ...filter } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const withServer = await isOnlyOrganization(organizationId);
  const withoutCalls = filter.action === undefined;
  const rows = await findAuditRows({
    ...filter,
    withoutCalls,
    organizationId,
    withServer,
    take: pageSize + 1,
  });
  const events = rows
    .slice(0, pageSize)
    .map((row) => ({ ...row, sentence: auditSentence(row, row.actorName) }));
  return { events, next: rows.length > pageSize ? (events.at(-1)?.id ?? null) : null };
}
