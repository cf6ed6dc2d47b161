import { noteRefusal } from '@/lib/audit/note-refusal';
import { findTokenOwner } from '@/lib/db/people/api-tokens';
import { fingerprint } from '@/lib/secrets';
import { contextOf } from './find-token-context';

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
  const by = { ...contextOf(owner), address };
  noteRefusal({ kind: 'token', by, doing, why: 'revoked or expired' });
}
