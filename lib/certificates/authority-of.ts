import { record } from '@/lib/audit/record';
import { newId, systemContext } from '@/lib/context';
import type { AuthorityKind } from '@/lib/core/audit-event';
import type { Tx } from '@/lib/db/client';
import { type AuthorityRow, findActiveAuthority, insertAuthority } from '@/lib/db/connections/credentials';
import { databaseNow } from '@/lib/db/transaction';
import { env } from '@/lib/env';
import { open, seal } from '@/lib/secrets';
import { makeKey } from './make-key';

export type { AuthorityRow };

/** The authority that signs now. The first time one is needed it is made. */
export async function authorityOf(
  tx: Tx,
  organizationId: string,
  kind: AuthorityKind,
): Promise<AuthorityRow> {
  const active = await findActiveAuthority(organizationId, kind, tx);
  if (active) return active;
  await makeAuthorityRow(tx, organizationId, kind);
  const made = await findActiveAuthority(organizationId, kind, tx);
  if (!made) throw new Error(`the authority for ${kind} was not made`);
  return made;
}

/** Makes a new authority and seals its key. Where somebody else just made one, theirs stays. */
export async function makeAuthorityRow(tx: Tx, organizationId: string, kind: AuthorityKind): Promise<void> {
  const id = newId();
  const { publicPart, privatePem } = await makeKey(kind, await databaseNow(tx));
  const sealedKey = seal(env().encryptionKeys, privatePem, id);
  if (!(await insertAuthority(tx, { id, organizationId, kind, publicPart, sealedKey }))) return;
  const ctx = systemContext(organizationId, 'the product', 'clock');
  await record(tx, ctx, { action: 'make-authority', data: { kind } });
}

/** The private key of an authority, as PKCS8 PEM. Never log it. */
export function openKey(authority: Pick<AuthorityRow, 'id' | 'sealedKey'>): string {
  return open(env().encryptionKeys, authority.sealedKey, authority.id);
}
