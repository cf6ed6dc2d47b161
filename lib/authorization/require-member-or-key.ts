import type { Context } from '@/lib/context';
import { isProgram, type Role, subjectIdOf } from '@/lib/core/actor';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { lockForRuleChange } from '@/lib/db/locks';
import { findApiKeyRole } from '@/lib/db/people/api-tokens';
import { findSubject } from '@/lib/db/people/people';
import { takeCaller } from './known-caller';
import { requireAdmin, requireAdminForRuleChange, requirePerson } from './require-person';

/** Requires an admin, or an API key or service account with the role Admin. Throws `not-signed-in` or `forbidden`. */
export async function requireAdminOrKey(ctx: Context, tx?: Tx): Promise<void> {
  if (!isProgram(ctx.actor)) {
    await requireAdmin(ctx, tx);
    return;
  }
  if ((await requireProgram(ctx, tx)) !== 'Admin') {
    throw new AccessError(
      'forbidden',
      ctx.actor.kind === 'api-key'
        ? 'This API key does not have permission. Use a key with the role Admin.'
        : 'This service account does not have permission. Use one that is an admin.',
    );
  }
}

/**
 * Requires an admin, or an API key or service account with the role Admin, who changes rules: waits until no decision and no
 * other rule change is running, and looks the role up again afterwards. Returns the name that the change is signed with.
 * Throws `not-signed-in` or `forbidden`.
 */
export async function requireAdminOrKeyForRuleChange(ctx: Context, tx: Tx): Promise<string> {
  const id = isProgram(ctx.actor) ? subjectIdOf(ctx.actor) : null;
  if (id === null) return (await requireAdminForRuleChange(ctx, tx)).email;
  await requireAdminOrKey(ctx, tx);
  await lockForRuleChange(tx, ctx.organizationId);
  await requireAdminOrKey(ctx, tx);
  return (await findSubject(ctx.organizationId, id, tx))?.email ?? id;
}

/** Requires an active person of the organization, an API key or a service account. Throws `not-signed-in`. */
export async function requireMemberOrKey(ctx: Context, tx?: Tx): Promise<void> {
  await (isProgram(ctx.actor) ? requireProgram(ctx, tx) : requirePerson(ctx, tx));
}

/** Throws `forbidden` for a registration key. */
export function refuseRegistrationKey(isRegistrationKey: boolean): void {
  if (isRegistrationKey)
    throw new AccessError('forbidden', 'This registration key only registers servers. Use an API key.');
}

/** The role of the API key or service account that acts. Throws `not-signed-in`, and `forbidden` for a registration key. */
async function requireProgram(ctx: Context, tx?: Tx): Promise<Role> {
  const { organizationId, actor } = ctx;
  const found = tx ? undefined : takeCaller(ctx);
  if (found) refuseRegistrationKey(found.isRegistrationKey);
  if (actor.kind === 'api-key') {
    const role = found ? found.role : await findApiKeyRole(organizationId, actor.keyId, tx);
    refuseRegistrationKey(role === 'Registration');
    if (role && role !== 'Registration') return role;
    throw new AccessError('not-signed-in', 'This API key was revoked or has expired. Create another one.');
  }
  if (found) return found.subject.role;
  const account =
    actor.kind === 'service-account' ? await findSubject(organizationId, actor.accountId, tx) : null;
  if (account && !account.disabledAt) return account.role;
  throw new AccessError('not-signed-in', 'This service account is disabled. Ask an admin to enable it.');
}
