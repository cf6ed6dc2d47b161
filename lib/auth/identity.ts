import { z } from 'zod';
import { isOneLine } from '@/lib/core/one-line';
import { cleanName } from '@/lib/core/person-name';
import type { SignIn } from '@/lib/directory/sign-in-user';
import type { IdentityProvider } from '@/lib/env';

/** Why an identity from a provider is refused; each has a message in lib/web/sign-in-errors.ts. */
type IdentityRefusal = 'unverified-email' | 'personal-account' | 'unreadable-identity' | 'groups-elsewhere';

// PostgreSQL can't store NUL; a provider that sends one sends no usable id.
const id = z.string().regex(/^[^\0]+$/);
const group = z.union([id, z.object({ id, name: z.string().optional() })]);

const claimsSchema = z.object({
  iss: z.string().optional(),
  sub: id,
  email: z.string().optional(),
  email_verified: z.union([z.boolean(), z.stringbool()]).optional(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  hd: z.string().optional(),
  tid: z.string().optional(),
  groups: z.array(group).nullish(),
  // Microsoft: the object id of the person, whether the email's domain is the tenant's, and the sign that the person has
  // too many groups for a token (learn.microsoft.com, "ID token claims reference" and "optional claims reference").
  oid: z.string().optional(),
  xms_edov: z.union([z.boolean(), z.literal([0, 1]), z.stringbool()]).optional(),
  hasgroups: z.union([z.boolean(), z.stringbool()]).optional(),
  _claim_names: z.looseObject({ groups: z.string().optional() }).optional(),
});
type Identity = z.output<typeof claimsSchema>;

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
  if (!isEmail(email) || !isVouchedFor(provider, email_verified)) return 'unverified-email';
  if (hasGroupsElsewhere(parsed.data)) return 'groups-elsewhere';
  return {
    issuer: organizationIssuer(provider),
    tenant,
    provider: provider.id,
    providerAccountId: accountId(provider, parsed.data),
    ...(provider.id === 'microsoft' && { formerAccountId: `${organizationIssuer(provider)}|${sub}` }),
    email,
    isEmailVerified: provider.id !== 'microsoft' || Boolean(email_verified ?? parsed.data.xms_edov),
    name: cleanName(name ?? preferred_username ?? '') || email,
    groups: groups?.map(toGroup) ?? null,
  };
}

function isEmail(text: string | undefined): text is string {
  return text !== undefined && isOneLine(text.trim()) && /^[^\s@\p{C}]+@[^\s@\p{C}]+$/u.test(text.trim());
}

// Microsoft sends no such claim for work accounts: the administrators of the tenant set its addresses.
function isVouchedFor(provider: IdentityProvider, email_verified: boolean | undefined): boolean {
  return email_verified ?? provider.id === 'microsoft';
}

function hasGroupsElsewhere({ groups, hasgroups, _claim_names }: Identity): boolean {
  return groups == null && (hasgroups === true || _claim_names?.groups !== undefined);
}

/**
 * The id of an identity. Subjects are unique within their issuer only; Microsoft's differ by application, so a person is
 * known by the tenant and the object id.
 */
export function accountId(
  provider: IdentityProvider,
  { sub, oid, tid }: { sub: string; oid?: unknown; tid?: unknown },
): string {
  const subject =
    provider.id === 'microsoft' && typeof oid === 'string' && typeof tid === 'string' ? `${tid}|${oid}` : sub;
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
  const { id, name = id } = typeof value === 'string' ? { id: value } : value;
  return { id, name: cleanName(name) || cleanName(id) || 'unnamed' };
}
