import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import type { AuthorityKind } from '@/lib/core/audit-event';
import { findTrustedAuthorities } from '@/lib/db/connections/credentials';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { findOrCreateAuthority } from './find-or-create-authority';

/** An authority without its private key. */
export type AuthorityView = {
  id: string;
  kind: AuthorityKind;
  /** an OpenSSH public key line, a PEM certificate, or a JWK */
  publicPart: string;
  createdAt: Date;
  /** null while it signs; afterwards the time until which targets trust it */
  trustedUntil: Date | null;
};

const kinds: readonly AuthorityKind[] = ['Ssh', 'X509', 'Web'];

/**
 * Lists the trusted authorities by kind; the one that signs comes first. Admins and their API keys only. Throws
 * `forbidden`.
 */
export async function listAuthorities(ctx: Context): Promise<AuthorityView[]> {
  await requireAdminOrKey(ctx);
  const { organizationId } = ctx;
  const found: AuthorityView[] = [];
  for (const kind of kinds) {
    await inTransaction((tx) => findOrCreateAuthority(tx, organizationId, kind));
    for (const one of await findTrustedAuthorities(organizationId, kind, await databaseNow())) {
      const { id, publicPart, createdAt, trustedUntil } = one;
      found.push({ id, kind, publicPart, createdAt, trustedUntil });
    }
  }
  return found;
}
