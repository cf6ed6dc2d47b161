import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import type { AuthorityKind } from '@/lib/core/audit-event';
import { findTrustedAuthorities } from '@/lib/db/connections/credentials';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { authorityOf } from './authority-of';

/** An authority as admins see it: nothing of its key. */
export type AuthorityView = {
  id: string;
  kind: AuthorityKind;
  /** an OpenSSH public key line, a PEM certificate, or a JWK */
  publicPart: string;
  createdAt: Date;
  /** null while it signs; then until when it is still believed */
  trustedUntil: Date | null;
};

const kinds: readonly AuthorityKind[] = ['Ssh', 'X509', 'Web'];

/** The authorities that are believed, by kind, the one that signs first. Admins and their API keys only. */
export async function listAuthorities(ctx: Context): Promise<AuthorityView[]> {
  await requireAdminOrKey(ctx);
  const { organizationId } = ctx;
  const found: AuthorityView[] = [];
  for (const kind of kinds) {
    await inTransaction((tx) => authorityOf(tx, organizationId, kind));
    for (const one of await findTrustedAuthorities(organizationId, kind, await databaseNow())) {
      const { id, publicPart, createdAt, trustedUntil } = one;
      found.push({ id, kind, publicPart, createdAt, trustedUntil });
    }
  }
  return found;
}
