import { standardClaims, type Vendor } from './vendor';

/**
 * Google Workspace. `hd` is the domain of the organization, and missing for a personal account. No claim has groups.
 *
 * https://developers.google.com/identity/openid-connect/openid-connect#an-id-tokens-payload
 * https://accounts.google.com/.well-known/openid-configuration
 */
export const google: Vendor = {
  scopes: ['openid', 'email', 'profile'],
  describe(person) {
    const claims = {
      ...standardClaims(person),
      email_verified: person.emailVerified ?? true,
      picture: 'https://lh3.googleusercontent.com/a/picture',
      hd: person.email.split('@')[1],
    };
    return { idToken: { azp: 'local-console', ...claims }, userinfo: claims };
  },
};
