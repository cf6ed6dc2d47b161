import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { lockForRuleChange } from '@/lib/db/locks';
import { findApiKeyName, findApiKeyRole } from '@/lib/db/people/api-tokens';
import { requireAdmin, requireAdminForRuleChange, requirePerson } from './require-person';

/** Requires an admin, or an API key with the role Admin. Throws `not-signed-in` or `forbidden`. */
export async function requireAdminOrKey(ctx: Context, tx?: Tx): Promise<void> {
  if (ctx.actor.kind !== 'api-key') {
    await requireAdmin(ctx, tx);
    return;
  }
  if ((await requireKey(ctx, tx)) !== 'Admin') {
    throw new AccessError(
      'forbidden',
      'This API key does not have permission. Use a key with the role Admin.',
    );
  }
}

/**
 * Requires an admin, or an API key with the role Admin, who changes rules: waits until no decision and no other rule change is
 * running, and looks the role up again afterwards. Returns the name that the change is signed with. Throws `not-signed-in` or
 * `forbidden`.
 */
export async function requireAdminOrKeyForRuleChange(ctx: Context, tx: Tx): Promise<string> {
  if (ctx.actor.kind !== 'api-key') return (await requireAdminForRuleChange(ctx, tx)).email;
  await requireAdminOrKey(ctx, tx);
  await lockForRuleChange(tx, ctx.organizationId);
  await requireAdminOrKey(ctx, tx);
  return `API key ${(await findApiKeyName(ctx.organizationId, ctx.actor.keyId, tx)) ?? ctx.actor.keyId}`;
}

/** Requires an active person of the organization, or an API key. Throws `not-signed-in`. */
export async function requireMemberOrKey(ctx: Context, tx?: Tx): Promise<void> {
  await (ctx.actor.kind === 'api-key' ? requireKey(ctx, tx) : requirePerson(ctx, tx));
}

async function requireKey({ organizationId, actor }: Context, tx?: Tx) {
  const role = actor.kind === 'api-key' ? await findApiKeyRole(organizationId, actor.keyId, tx) : null;
  if (!role)
    throw new AccessError('not-signed-in', 'This API key was revoked or has expired. Create another one.');
  return role;
}
