import type { Context } from '@/lib/context';
import { findTokenByHash } from '@/lib/db/people/api-tokens';
import { fingerprint } from '@/lib/secrets';

/** Finds the actor of a token or an API key; null if it is unknown, revoked or expired. */
export async function findTokenContext(token: string): Promise<{ ctx: Context; tokenId: string } | null> {
  const row = await findTokenByHash(fingerprint(token));
  if (!row) return null;
  const { id: tokenId, organizationId, userId } = row;
  const ctx: Context =
    userId === null
      ? { organizationId, actor: { kind: 'api-key', keyId: tokenId }, via: 'api' }
      : { organizationId, actor: { kind: 'user', userId }, via: 'zli' };
  return { ctx, tokenId };
}
