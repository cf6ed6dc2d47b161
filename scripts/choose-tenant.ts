import { isMultiTenant, organizationIssuer } from '@/lib/auth/identity';
import type { IdentityProvider } from '@/lib/env';
import { findOnlyTenant } from '@/lib/organization-file/find-only-tenant';

/** Which organization is meant could not be told; the message says what to add. */
export class TenantFailure extends Error {}

/** The tenant of a provider that an operator's command is for, where they did not say. Throws `TenantFailure`. */
export async function chooseTenant(provider: IdentityProvider): Promise<string> {
  if (!isMultiTenant(provider)) return '';
  // Microsoft set up for one tenant by its id, which is what its people's tokens say.
  const configured = /^https:\/\/login\.microsoftonline\.com\/([\da-f-]{36})\//i.exec(provider.issuer)?.[1];
  if (configured) return configured.toLowerCase();
  const tenant = await findOnlyTenant(organizationIssuer(provider));
  if (tenant !== null) return tenant;
  const value = provider.id === 'microsoft' ? 'the tenant id' : 'the domain';
  throw new TenantFailure(
    `${provider.name} serves many organizations: say which with --tenant VALUE, ${value} of yours`,
  );
}
