import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { deleteGithubActionRow } from '@/lib/db/people/github-actions';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ id: z.uuid() });

/** Deletes a GitHub action. Throws `forbidden`, `not-found`. */
export async function deleteGithubAction(ctx: Context, input: unknown): Promise<void> {
  const { id } = parse(inputSchema, input);
  await inTransaction(async (tx) => {
    await requireAdminOrKey(ctx, tx);
    const action = await deleteGithubActionRow(tx, ctx.organizationId, id);
    if (!action) throw new AccessError('not-found', 'GitHub action not found.');
    await record(tx, ctx, { action: 'delete-github-action', data: { name: action.githubActionId } });
  });
}
