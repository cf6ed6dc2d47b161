import { standardClaims, type Vendor } from './vendor';

/**
 * OneLogin. It sends no `email_verified`, unless the application has a parameter for it. `groups` is a list, where the
 * parameter Groups of the application is mapped, and one text with separators, where a mapping joins its values.
 *
 * https://developers.onelogin.com/openid-connect/scopes
 * https://developers.onelogin.com/openid-connect/api/user-info
 * https://developers.onelogin.com/openid-connect/guides/email-verified
 */
export const onelogin: Vendor = {
  scopes: ['openid', 'name', 'profile', 'groups', 'email', 'params', 'phone'],
  describe(person) {
    const claims = {
      ...standardClaims(person),
      preferred_username: person.email.split('@')[0],
      updated_at: 1_767_225_600_000,
      groups: person.groups ?? [],
    };
    return { idToken: claims, userinfo: claims };
  },
};
