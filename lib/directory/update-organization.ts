import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdminForRuleChange } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { findOrganization, writeOrganization } from '@/lib/db/people/organizations';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

const days = 1440;

const inputSchema = z
  .object({
    selfApproval: z.boolean(),
    reviewOldGroups: z.boolean(),
    deviceLogin: z.boolean(),
    lapseMinutes: z
      .number('Enter a number of minutes.')
      .int('Use whole minutes.')
      .min(5, 'Use at least 5 minutes.')
      .max(30 * days, 'Use at most 30 days.'),
    reminderMinutes: z
      .number('Enter a number of minutes.')
      .int('Use whole minutes.')
      .min(0, 'Use 0 to turn reminders off.')
      .max(7 * days, 'Use at most 7 days.'),
  })
  .partial();

/**
 * Updates the given settings of the organization. Pending requests keep their time-out; reminders change immediately. Admins
 * only. Throws `invalid`, `forbidden`.
 */
export async function updateOrganization(ctx: Context, input: unknown): Promise<void> {
  const settings = parse(inputSchema, input);
  const { organizationId } = ctx;
  await inTransaction(async (tx) => {
    await requireAdminForRuleChange(ctx, tx);
    const stored = await findOrganization(organizationId, tx);
    const names = Object.keys(settings) as (keyof typeof settings)[];
    const changed = names.filter((name) => settings[name] !== undefined && settings[name] !== stored[name]);
    if (changed.length === 0) return;
    await writeOrganization(tx, organizationId, settings);
    const changes = changed.map((name) => [name, { from: stored[name], to: settings[name] }] as const);
    await record(tx, ctx, { action: 'update-organization', data: { changes: Object.fromEntries(changes) } });
  });
}
