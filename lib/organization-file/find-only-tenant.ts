import { findTenants } from '@/lib/db/people/organizations';

/** The tenant of an issuer's organization, when there is exactly one here; else null. */
export async function findOnlyTenant(issuer: string): Promise<string | null> {
  const [only, ...others] = await findTenants(issuer);
  return only !== undefined && others.length === 0 ? only : null;
}
