import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { subjectKinds } from '@/lib/core/subject';
import { auditActions } from '@/lib/core/text/audit-action';
import { auditSentence } from '@/lib/core/text/audit-sentence';
import { findSubjectEvents, type SubjectEventRow } from '@/lib/db/audit/subject-events';
import { parse } from '@/lib/parse';

const texts = z.array(z.string().min(1).max(1000)).max(1000).optional();

const inputSchema = z.object({
  subjectIds: z.array(z.uuid()).max(1000).optional(),
  subjectTypes: z
    .array(z.enum(subjectKinds, `Send ${subjectKinds.join(', ')}.`))
    .max(10)
    .optional(),
  /** emails of people and names of API keys */
  subjectNames: texts,
  /** whether the subject is an admin now */
  isAdmin: z.boolean().optional(),
  addresses: texts,
  actions: z.array(z.enum(auditActions, 'There is no such action.')).max(200).optional(),
  /** false for refused attempts only, true for the others */
  allowed: z.boolean().optional(),
  from: z.date().optional(),
  to: z.date().optional(),
  /** only those after an event, in the order of the list */
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  take: z.number().int().min(1).max(10_000).default(500),
});

export type SubjectEvent = SubjectEventRow & { sentence: string };

/**
 * What people, API keys and service accounts did or attempted, newest first: the audit log without the events of the server itself. Admins
 * and admin API keys only. Throws `invalid`, `forbidden`.
 */
export async function listSubjectEvents(ctx: Context, input: unknown): Promise<SubjectEvent[]> {
  const filter = parse(inputSchema, input);
  await requireAdminOrKey(ctx);
  const rows = await findSubjectEvents({ ...filter, organizationId: ctx.organizationId });
  return rows.map((row) => ({ ...row, sentence: auditSentence(row, row.actorName) }));
}
