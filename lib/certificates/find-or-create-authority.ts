import { record } from '@/lib/audit/record';
import { newId, systemContext } from '@/lib/context';
import type { AuthorityKind } from '@/lib/core/audit-event';
import type { Tx } from '@/lib/db/client';
import { type AuthorityRow, findActiveAuthority, insertAuthority } from '@/lib/db/connections/credentials';
import { databaseNow } from '@/lib/db/transaction';
import { env } from '@/lib/env';
import { open, seal } from '@/lib/secrets';
import { generateAuthorityKey } from './generate-authority-key';

/** Returns the authority that signs now, and creates the first one. */
export async function findOrCreateAuthority(
  tx: Tx,
  organizationId: string,
  kind: AuthorityKind,
): Promise<AuthorityRow> {
  const active = await findActiveAuthority(organizationId, kind, tx);
  if (active) return active;
  await createAuthority(tx, organizationId, kind);
  const created = await findActiveAuthority(organizationId, kind, tx);
  if (!created) throw new Error(`the authority for ${kind} was not created`);
  return created;
}

/** Creates an authority and seals its key. If a concurrent transaction created one, that one stays. */
export async function createAuthority(tx: Tx, organizationId: string, kind: AuthorityKind): Promise<void> {
  const id = newId();
  const { publicPart, privatePem } = await generateAuthorityKey(kind, await databaseNow(tx));
  const sealedKey = seal(env().encryptionKeys, privatePem, id);
  if (!(await insertAuthority(tx, { id, organizationId, kind, publicPart, sealedKey }))) return;
  const ctx = systemContext(organizationId, 'the product', 'clock');
  await record(tx, ctx, { action: 'make-authority', data: { kind } });
}

/** The private key of an authority as PKCS #8 PEM. Never log it. */
export function readAuthorityKey(authority: Pick<AuthorityRow, 'id' | 'sealedKey'>): string {
  return open(env().encryptionKeys, authority.sealedKey, authority.id);
}
