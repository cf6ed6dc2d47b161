import { z } from 'zod';
import type { SignIn } from '@/lib/directory/sign-in-user';
import type { IdentityProvider } from '@/lib/env';

/** Why an identity from a provider is refused; each has a message in lib/web/sign-in-errors.ts. */
type IdentityRefusal = 'unverified-email' | 'personal-account' | 'unreadable-identity';

const group = z.union([z.string(), z.object({ id: z.string(), name: z.string().optional() })]);

const claimsSchema = z.object({
  iss: z.string().optional(),
  sub: z.string().min(1),
  email: z.string().optional(),
  email_verified: z.union([z.boolean(), z.stringbool()]).optional(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  hd: z.string().optional(),
  tid: z.string().optional(),
  groups: z.array(group).optional(),
});

/** Microsoft's tenant of personal accounts (learn.microsoft.com, "ID token claims reference", `tid`). */
const microsoftPersonalTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';

/**
 * Reads a person's identity and SSO organization from the claims of an ID token. A provider that serves many
 * organizations must name one: a personal account belongs to none.
 */
export function readIdentity(provider: IdentityProvider, claims: unknown): SignIn | IdentityRefusal {
  const parsed = claimsSchema.safeParse(claims);
  if (!parsed.success) return 'unreadable-identity';
  const { sub, email, email_verified, name, preferred_username, hd, tid, groups } = parsed.data;
  const tenant = (hd ?? tid ?? '').toLowerCase();
  if (isMultiTenant(provider) && (tenant === '' || tenant === microsoftPersonalTenant))
    return 'personal-account';
  // Microsoft sends no such claim for work accounts: the tenant guarantees its own addresses.
  const isVerified = email_verified ?? provider.id === 'microsoft';
  if (!email?.includes('@') || !isVerified) return 'unverified-email';
  return {
    issuer: organizationIssuer(provider),
    tenant,
    provider: provider.id,
    providerAccountId: accountId(provider, sub),
    email,
    name: name ?? preferred_username ?? email,
    groups: groups?.map(toGroup) ?? null,
  };
}

/** The id of an identity: subjects are unique within their issuer only. */
export function accountId(provider: IdentityProvider, subject: string): string {
  return `${organizationIssuer(provider)}|${subject}`;
}

/** The issuer that identifies an organization. Microsoft's differs by tenant, which has a claim of its own. */
export function organizationIssuer(provider: IdentityProvider): string {
  return provider.id === 'microsoft'
    ? 'https://login.microsoftonline.com'
    : provider.issuer.replace(/\/$/, '');
}

/** Whether the provider serves many organizations, so that a claim must name one. */
export function isMultiTenant(provider: IdentityProvider): boolean {
  return provider.id !== 'oidc' || organizationIssuer(provider) === 'https://accounts.google.com';
}

function toGroup(value: z.infer<typeof group>): { id: string; name: string } {
  return typeof value === 'string'
    ? { id: value, name: value }
    : { id: value.id, name: value.name ?? value.id };
}
