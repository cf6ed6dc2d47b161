import { z } from 'zod';
import { isEmail } from '@/lib/core/email';
import type { GroupProblem } from '@/lib/core/group-problem';
import { cleanName } from '@/lib/core/person-name';
import type { SignIn } from '@/lib/directory/sign-in-user';
import type { IdentityProvider } from '@/lib/env';
import { type Group, readGroups } from './groups-claim';

/** Why an identity from a provider is refused; each has a message in lib/web/sign-in-errors.ts. */
export type IdentityRefusal =
  | 'no-email'
  | 'unverified-email'
  | 'unstated-email'
  | 'personal-account'
  | 'unreadable-identity'
  | 'userinfo-failed';

// PostgreSQL can't store NUL; a provider that sends one sends no usable id. A subject has at most 255 characters (OpenID
// Connect Core, 2); OneLogin's documentation once called it an integer.
const subject = z.union([z.string().regex(/^[^\0]{1,255}$/), z.int().transform(String)]);

// A sign-in needs `sub` and `email` only. What else has another type than it should have counts as missing.
const text = z
  .string()
  .regex(/^[^\0]*$/)
  .optional()
  .catch(undefined);
const flag = z
  .union([z.boolean(), z.literal([0, 1]).transform(Boolean), z.stringbool()])
  .optional()
  .catch(undefined);

const claimsSchema = z.object({
  sub: subject,
  email: text,
  email_verified: flag,
  name: text,
  given_name: text,
  family_name: text,
  preferred_username: text,
  hd: text,
  tid: text,
  groups: z.unknown().optional(),
  // Microsoft: the object id of the person, whether the email's domain is the tenant's, and the sign that the person has
  // too many groups for a token (learn.microsoft.com, "ID token claims reference" and "optional claims reference").
  oid: text,
  xms_edov: flag,
  hasgroups: flag,
  _claim_names: z.looseObject({ groups: z.unknown().optional() }).optional().catch(undefined),
});
type Identity = z.output<typeof claimsSchema>;

/** Microsoft's tenant of personal accounts (learn.microsoft.com, "ID token claims reference", `tid`). */
const microsoftPersonalTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';

/**
 * Reads a person's identity and SSO organization from the claims of a provider. A provider that serves many
 * organizations must name one: a personal account belongs to none. `userinfoFailed` says that the provider may have had
 * more to say.
 */
export function readIdentity(
  provider: IdentityProvider,
  claims: unknown,
  userinfoFailed = false,
): SignIn | IdentityRefusal {
  const parsed = claimsSchema.safeParse(claims);
  if (!parsed.success) return 'unreadable-identity';
  const { sub, hd, tid } = parsed.data;
  const tenant = (hd ?? tid ?? '').toLowerCase();
  if (isMultiTenant(provider) && (tenant === '' || tenant === microsoftPersonalTenant))
    return 'personal-account';
  const email = parsed.data.email?.trim() ?? '';
  const isEmailVerified = isVouchedFor(provider, parsed.data);
  if (!isEmail(email)) return userinfoFailed ? 'userinfo-failed' : 'no-email';
  if (provider.id === 'microsoft' ? parsed.data.email_verified === false : isEmailVerified === false)
    return 'unverified-email';
  if (isEmailVerified === undefined && provider.id !== 'microsoft')
    return userinfoFailed ? 'userinfo-failed' : 'unstated-email';
  return {
    issuer: organizationIssuer(provider),
    tenant,
    provider: provider.id,
    providerAccountId: accountId(provider, parsed.data),
    ...(provider.id === 'microsoft' && { formerAccountId: `${organizationIssuer(provider)}|${sub}` }),
    email,
    isEmailVerified: isEmailVerified === true,
    name: personName(parsed.data) || email,
    ...groupsOf(parsed.data, userinfoFailed),
  };
}

/**
 * Whether the provider vouches for the email; undefined if nothing says so. Microsoft sends no `email_verified` for work
 * accounts, whose addresses the administrators of the tenant set, so there it decides only whom the person can join.
 */
function isVouchedFor(provider: IdentityProvider, identity: Identity): boolean | undefined {
  const stated = identity.email_verified ?? (provider.id === 'microsoft' ? identity.xms_edov : undefined);
  return stated ?? (provider.trustEmail || undefined);
}

function personName({ name, given_name, family_name, preferred_username }: Identity): string {
  const full = [given_name, family_name].filter(Boolean).join(' ');
  return cleanName(name ?? '') || cleanName(full) || cleanName(preferred_username ?? '');
}

/**
 * The groups; null if nothing says whether there are any. Too many groups for a token are unknown ones, and nobody keeps
 * a group that the provider may have taken away.
 */
function groupsOf(
  { groups, hasgroups, _claim_names }: Identity,
  userinfoFailed: boolean,
): { groups: Group[] | null; groupProblem: GroupProblem | null } {
  if (groups != null) {
    const read = readGroups(groups);
    return { groups: read.groups, groupProblem: read.unread > 0 ? 'groups-unread' : null };
  }
  if (hasgroups === true || _claim_names?.groups != null)
    return { groups: [], groupProblem: 'groups-elsewhere' };
  return { groups: null, groupProblem: userinfoFailed ? 'groups-not-asked' : null };
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
