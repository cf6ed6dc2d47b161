import { standardClaims, type Vendor } from './vendor';

/**
 * Keycloak. `groups` comes from a mapper of the type Group Membership, which sends full paths by default. The email of a
 * person whom an administrator created is not verified before somebody says so.
 *
 * https://www.keycloak.org/docs/latest/server_admin/#_protocol-mappers
 * https://www.keycloak.org/docs/latest/server_admin/#_client_scopes
 */
export const keycloak: Vendor = {
  scopes: [
    'openid',
    'acr',
    'address',
    'basic',
    'email',
    'offline_access',
    'phone',
    'profile',
    'roles',
    'web-origins',
  ],
  describe(person) {
    const claims = {
      ...standardClaims(person),
      preferred_username: person.email.split('@')[0],
      email_verified: person.emailVerified ?? false,
      groups: (person.groups ?? []).map((group) => `/${group}`),
    };
    return { idToken: { typ: 'ID', azp: 'local-console', acr: '1', ...claims }, userinfo: claims };
  },
};
