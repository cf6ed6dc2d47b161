import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { findGithubActions, type GithubActionRow } from '@/lib/db/people/github-actions';

export type { GithubActionRow };

/**
 * The GitHub actions that programs authorized, sorted by name. They are kept and not used. Admins and admin API keys only.
 * Throws `forbidden`.
 */
export async function listGithubActions(ctx: Context): Promise<GithubActionRow[]> {
  await requireAdminOrKey(ctx);
  return findGithubActions(ctx.organizationId);
}
