import { isMultiTenant, organizationIssuer } from '@/lib/auth/identity';
import type { IdentityProvider } from '@/lib/env';
import { findOnlyTenant } from '@/lib/organization-file/find-only-tenant';

/** The provider serves many organizations and the command names none. The message says which option to add. */
export class TenantFailure extends Error {}

/** The provider's tenant, for a command that names none. Throws `TenantFailure`. */
export async function chooseTenant(provider: IdentityProvider): Promise<string> {
  if (!isMultiTenant(provider)) return '';
  // Microsoft configured for one tenant id, which is also in the tokens of its users.
  const configured = /^https:\/\/login\.microsoftonline\.com\/([\da-f-]{36})\//i.exec(provider.issuer)?.[1];
  if (configured) return configured.toLowerCase();
  const tenant = await findOnlyTenant(organizationIssuer(provider));
  if (tenant !== null) return tenant;
  const value = provider.id === 'microsoft' ? 'the tenant id' : 'the domain';
  throw new TenantFailure(
    `${provider.name} serves many organizations: add --tenant VALUE, ${value} of your organization`,
  );
}
