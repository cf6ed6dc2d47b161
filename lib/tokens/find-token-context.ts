import type { Context } from '@/lib/context';
import { findTokenByHash } from '@/lib/db/people/api-tokens';
import { fingerprint } from '@/lib/secrets';

/** Who a program acts for, by the token or the API key that it shows; null when it is none, or over. */
export async function findTokenContext(token: string): Promise<{ ctx: Context; tokenId: string } | null> {
  const row = await findTokenByHash(fingerprint(token));
  if (!row) return null;
  const { id: tokenId, organizationId, userId } = row;
  const actor =
    userId === null ? { kind: 'api-key' as const, keyId: tokenId } : { kind: 'user' as const, userId };
  return { ctx: { organizationId, actor, via: 'api' }, tokenId };
}
