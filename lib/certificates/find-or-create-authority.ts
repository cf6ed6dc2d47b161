import { record } from '@/lib/audit/record';
import { newId, systemContext } from '@/lib/context';
import type { AuthorityKind } from '@/lib/core/audit-event';
import type { Tx } from '@/lib/db/client';
import {
  type AuthorityOwner,
  type AuthorityRow,
  findActiveAuthority,
  insertAuthority,
} from '@/lib/db/connections/credentials';
import { databaseNow } from '@/lib/db/transaction';
import { env } from '@/lib/env';
import { open, seal } from '@/lib/secrets';
import { generateAuthorityKey } from './generate-authority-key';

/** Returns the authority that signs now, and creates the first one. */
export async function findOrCreateAuthority(tx: Tx, owner: AuthorityOwner): Promise<AuthorityRow> {
  const active = await findActiveAuthority(owner, tx);
  if (active) return active;
  await createAuthority(tx, owner);
  const created = await findActiveAuthority(owner, tx);
  if (!created) throw new Error(`the authority for ${owner.kind} was not created`);
  return created;
}

/** Creates an authority and seals its key. If a concurrent transaction created one, that one stays. */
export async function createAuthority(tx: Tx, owner: AuthorityOwner): Promise<void> {
  const id = newId();
  const { publicPart, privatePem } = await generateAuthorityKey(owner.kind, await databaseNow(tx));
  const sealedKey = seal(env().encryptionKeys, privatePem, id);
  if (!(await insertAuthority(tx, owner, { id, publicPart, sealedKey }))) return;
  const ctx = systemContext(owner.organizationId, 'the product', 'clock');
  const { data, about } = authorityFacts(owner);
  await record(tx, ctx, { action: 'make-authority', data }, about);
}

/** What an audit event says about an authority. */
export function authorityFacts(owner: AuthorityOwner): {
  data: { kind: AuthorityKind; target?: string };
  about: { targetId?: string };
} {
  if (owner.kind !== 'X509') return { data: { kind: owner.kind }, about: {} };
  const { id, name } = owner.target;
  return { data: { kind: owner.kind, target: name }, about: { targetId: id } };
}

/** The private key of an authority as PKCS #8 PEM. Never log it. */
export function readAuthorityKey(authority: Pick<AuthorityRow, 'id' | 'sealedKey'>): string {
  return open(env().encryptionKeys, authority.sealedKey, authority.id);
}
