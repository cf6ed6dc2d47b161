import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdminOrKeyForRuleChange } from '@/lib/authorization/require-member-or-key';
import { type Context, newId } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { type GithubActionRow, insertGithubAction } from '@/lib/db/people/github-actions';
import { inTransaction, isPrismaError } from '@/lib/db/transaction';
import { nameField } from '@/lib/name-fields';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ githubActionId: nameField });

/**
 * Keeps that a GitHub action is authorized, for programs that write it. Nothing uses it. Throws `invalid`, `forbidden`, or
 * `name-taken` if it is authorized already.
 */
export async function createGithubAction(ctx: Context, input: unknown): Promise<GithubActionRow> {
  const { githubActionId } = parse(inputSchema, input);
  const { organizationId } = ctx;
  try {
    return await inTransaction(async (tx) => {
      const createdBy = await requireAdminOrKeyForRuleChange(ctx, tx);
      const action = await insertGithubAction(tx, { id: newId(), organizationId, githubActionId, createdBy });
      await record(tx, ctx, { action: 'create-github-action', data: { name: githubActionId } });
      return action;
    });
  } catch (error) {
    if (!isPrismaError(error, 'P2002')) throw error;
    const message = 'This GitHub action is authorized already.';
    throw new AccessError('name-taken', message, { faults: [{ path: 'githubActionId', message }] });
  }
}
