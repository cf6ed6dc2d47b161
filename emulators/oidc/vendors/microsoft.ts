import { createHash } from 'node:crypto';
import { standardClaims, type Vendor } from './vendor';

/** In an ID token. With more, it has none of them, but `_claim_names` and the address of an API that lists them. */
const mostGroups = 200;

/**
 * Microsoft Entra ID, version 2.0 tokens. `groups` has object ids, where the application has that claim under Token
 * configuration, and is missing without groups and with more than 200. No claim says that a work address is verified, but
 * for the optional `xms_edov`. `email` is missing for a person without a mail address.
 *
 * https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference
 * https://learn.microsoft.com/entra/identity-platform/optional-claims-reference
 * https://learn.microsoft.com/entra/identity-platform/userinfo
 * https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-fed-group-claims
 */
export const microsoft: Vendor = {
  scopes: ['openid', 'profile', 'email', 'offline_access'],
  sendsNotBefore: true,
  describe(person) {
    const oid = guid(person.sub);
    const { name, email, ...names } = standardClaims(person);
    const idToken = {
      ver: '2.0',
      oid,
      tid: tenant,
      name,
      email,
      preferred_username: email,
      ...groups(person, oid),
    };
    return {
      idToken,
      userinfo: { name, email, ...names, picture: 'https://graph.microsoft.com/v1.0/me/photo' },
    };
  },
};

const tenant = guid('tenant');

function groups({ groups = [] }: { groups?: string[] }, oid: string): Record<string, unknown> {
  if (groups.length === 0) return {};
  if (groups.length <= mostGroups) return { groups: groups.map(guid) };
  const endpoint = `https://graph.microsoft.com/v1.0/users/${oid}/getMemberObjects`;
  return { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint } } };
}

/** Always the same object id for the same name. */
function guid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
