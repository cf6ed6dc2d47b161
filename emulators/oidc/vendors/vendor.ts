import type { Person } from '../person';

/** The claims of one source, besides those of the protocol, such as `iss` and `exp`. */
export type Claims = Record<string, unknown>;

/** How an identity provider differs from others, as its documentation says. */
export type Vendor = {
  /** the scopes of its discovery document */
  scopes: readonly string[];
  /** whether its ID tokens say from when on they are valid (`nbf`) */
  sendsNotBefore?: boolean;
  /** the claims of the ID token in the authorization code flow, and those of the userinfo endpoint */
  describe(person: Person): { idToken: Claims; userinfo: Claims };
};

/** Claims of OpenID Connect Core 1.0, 5.1, that most vendors send. */
export function standardClaims({ email, name }: Person): Claims {
  const [given_name = name, ...rest] = name.split(' ');
  return { name, given_name, family_name: rest.join(' ') || given_name, email };
}

/** A provider without peculiarities: everything in both sources, groups as a list of names. */
export const plain: Vendor = {
  scopes: ['openid', 'email', 'profile', 'groups'],
  describe({ email, emailVerified = true, name, groups = [] }) {
    const claims = { email, email_verified: emailVerified, name, groups };
    return { idToken: claims, userinfo: claims };
  },
};
