import { noteRefusal } from '@/lib/audit/note-refusal';
import { findTokenOwner } from '@/lib/db/people/api-tokens';
import { fingerprint } from '@/lib/secrets';

/** Notes a call with a token or an API key that is unknown, or that was revoked or has expired. */
export async function noteRefusedToken(
  token: string,
  { doing, address }: { doing: string; address: string | undefined },
): Promise<void> {
  const owner = await findTokenOwner(fingerprint(token));
  if (!owner) {
    const by = { organizationId: null, name: 'an unknown caller', via: 'api', address } as const;
    return noteRefusal({ kind: 'token', by, doing, why: 'unknown' });
  }
  const { id: keyId, organizationId, userId } = owner;
  const actor = userId === null ? { kind: 'api-key' as const, keyId } : { kind: 'user' as const, userId };
  noteRefusal({
    kind: 'token',
    by: { organizationId, actor, via: 'api', address },
    doing,
    why: 'revoked or expired',
  });
}
