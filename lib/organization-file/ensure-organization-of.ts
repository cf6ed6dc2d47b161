import { ensureOrganization, findOrganization } from '@/lib/db/people/organizations';
import { inTransaction } from '@/lib/db/transaction';

/** The organization of a provider's tenant. Creates it if no one has signed in to it yet. */
export async function ensureOrganizationOf(about: {
  issuer: string;
  tenant: string;
}): Promise<{ id: string; name: string }> {
  const { issuer, tenant } = about;
  const name = tenant || (URL.canParse(issuer) ? new URL(issuer).host : issuer);
  return inTransaction(async (tx) =>
    findOrganization((await ensureOrganization(tx, { issuer, tenant, name })).id, tx),
  );
}
