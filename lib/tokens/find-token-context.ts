import { keepCaller } from '@/lib/authorization/known-caller';
import type { Context } from '@/lib/context';
import type { SubjectKind } from '@/lib/core/subject';
import { findTokenByHash } from '@/lib/db/people/active-tokens';
import { fingerprint } from '@/lib/secrets';

/**
 * Finds the actor of a token or an API key; null if it is unknown, revoked or expired. `address` is the client's. The first
 * check of rights for this context uses what was found.
 */
export async function findTokenContext(
  token: string,
  address: string | undefined,
): Promise<{ ctx: Context; tokenId: string } | null> {
  const row = await findTokenByHash(fingerprint(token));
  if (!row) return null;
  const ctx = { ...contextOf({ ...row, subjectKind: row.subject.kind }), address };
  keepCaller(ctx, row);
  return { ctx, tokenId: row.id };
}

/** Who acts with a token: the person or service account that it belongs to, or the API key that it is. */
export function contextOf(token: {
  id: string;
  organizationId: string;
  userId: string | null;
  subjectKind: SubjectKind;
}): Context {
  const { id: keyId, organizationId, userId, subjectKind } = token;
  if (userId === null) return { organizationId, actor: { kind: 'api-key', keyId }, via: 'api' };
  if (subjectKind === 'ServiceAccount')
    return { organizationId, actor: { kind: 'service-account', accountId: userId }, via: 'api' };
  return { organizationId, actor: { kind: 'user', userId }, via: 'zli' };
}
