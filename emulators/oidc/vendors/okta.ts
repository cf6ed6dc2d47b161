import { standardClaims, type Vendor } from './vendor';

/**
 * Okta, org authorization server. In the code flow an access token comes with the ID token, so that one is thin: whether
 * the email is verified, and the groups, are at the userinfo endpoint. Groups need the scope `groups` and a groups claim
 * filter in the application.
 *
 * https://developer.okta.com/docs/reference/api/oidc/#scope-dependent-claims-not-always-returned
 * https://support.okta.com/help/s/article/Okta-Groups-or-Attribute-Missing-from-Id-Token
 * https://developer.okta.com/docs/guides/customize-tokens-groups-claim/main/
 */
export const okta: Vendor = {
  scopes: ['openid', 'email', 'profile', 'address', 'phone', 'offline_access', 'groups'],
  describe(person) {
    const { name, email, ...names } = standardClaims(person);
    const thin = { name, email, preferred_username: email };
    const { emailVerified: email_verified = true, groups = [] } = person;
    const userinfo = {
      ...thin,
      ...names,
      email_verified,
      groups,
      zoneinfo: 'America/Los_Angeles',
      locale: 'en-US',
    };
    return { idToken: { ver: 1, idp: '00o1', amr: ['pwd'], ...thin }, userinfo };
  },
};
