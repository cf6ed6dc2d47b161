import { standardClaims, type Vendor } from './vendor';

/**
 * OneLogin. It sends no `email_verified`. The parameter Groups of the application decides the form of `groups`: a list
 * with “Multi-value output”, and one text with semicolons, as here, without it. A directory's groups can be
 * distinguished names.
 *
 * https://developers.onelogin.com/openid-connect/scopes
 * https://developers.onelogin.com/openid-connect/guides/groups
 */
export const onelogin: Vendor = {
  scopes: ['openid', 'name', 'profile', 'groups', 'email', 'params', 'phone'],
  describe(person) {
    const claims = {
      ...standardClaims(person),
      preferred_username: person.email.split('@')[0],
      updated_at: '2026-01-01T00:00:00Z',
      groups: (person.groups ?? []).join(';'),
    };
    return { idToken: claims, userinfo: claims };
  },
};
