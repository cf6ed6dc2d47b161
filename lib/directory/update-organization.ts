import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { findOrganization, writeOrganization } from '@/lib/db/people/organizations';
import { inTransaction, lockForRuleChange } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

const days = 1440;

const inputSchema = z.object({
  selfApproval: z.boolean(),
  lapseMinutes: z
    .number('Say after how long.')
    .int('Use whole minutes.')
    .min(5, 'A request waits at least 5 minutes.')
    .max(30 * days, 'A request waits at most 30 days.'),
  reminderMinutes: z
    .number('Say after how long.')
    .int('Use whole minutes.')
    .min(0, 'Use 0 for no reminders.')
    .max(7 * days, 'The first reminder comes within 7 days.'),
});

/**
 * Changes the settings of the organization. What waits already keeps its lapse time; reminders follow at
 * once. Throws `invalid` or `forbidden`.
 */
export async function updateOrganization(ctx: Context, input: unknown): Promise<void> {
  const settings = parse(inputSchema, input);
  const { organizationId } = ctx;
  await inTransaction(async (tx) => {
    await lockForRuleChange(tx, organizationId);
    await requireAdmin(ctx, tx);
    const stored = await findOrganization(organizationId, tx);
    const names = Object.keys(settings) as (keyof typeof settings)[];
    const changed = names.filter((name) => settings[name] !== stored[name]);
    if (changed.length === 0) return;
    await writeOrganization(tx, organizationId, settings);
    const changes = changed.map((name) => [name, { from: stored[name], to: settings[name] }] as const);
    await record(tx, ctx, { action: 'update-organization', data: { changes: Object.fromEntries(changes) } });
  });
}
