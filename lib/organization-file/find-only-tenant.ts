import { findTenants } from '@/lib/db/people/organizations';

/** The tenant of an issuer's only organization; null if it has none or several. */
export async function findOnlyTenant(issuer: string): Promise<string | null> {
  const [only, ...others] = await findTenants(issuer);
  return only !== undefined && others.length === 0 ? only : null;
}
