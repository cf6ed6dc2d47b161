import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { type AuthorityOwner, findTrustedAuthorities } from '@/lib/db/connections/credentials';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { findOrCreateAuthority } from './find-or-create-authority';

/** The kinds of authorities that an organization has one of. Each database and cluster has one of its own. */
export type SharedAuthorityKind = 'Ssh' | 'Web';

/** An authority without its private key. */
export type AuthorityView = {
  id: string;
  kind: SharedAuthorityKind;
  /** an OpenSSH public key line or a JWK */
  publicPart: string;
  createdAt: Date;
  /** null while it signs; afterwards the time until which targets trust it */
  trustedUntil: Date | null;
};

const kinds: readonly SharedAuthorityKind[] = ['Ssh', 'Web'];

/**
 * Lists the trusted authorities for servers and web apps by kind; the one that signs comes first. Admins and their API
 * keys only. Throws `forbidden`.
 */
export async function listAuthorities(ctx: Context): Promise<AuthorityView[]> {
  await requireAdminOrKey(ctx);
  const found: AuthorityView[] = [];
  for (const kind of kinds) {
    const owner: AuthorityOwner = { organizationId: ctx.organizationId, kind };
    await inTransaction((tx) => findOrCreateAuthority(tx, owner));
    for (const one of await findTrustedAuthorities(owner, await databaseNow())) {
      const { id, publicPart, createdAt, trustedUntil } = one;
      found.push({ id, kind, publicPart, createdAt, trustedUntil });
    }
  }
  return found;
}
