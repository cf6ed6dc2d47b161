import { expect, test } from 'vitest';
import { identityProviderOf } from './identity-provider';

test.each([
  ['https://accounts.google.com', 'Google'],
  ['https://login.microsoftonline.com', 'Microsoft'],
  ['https://acme.okta.com', 'Okta'],
  ['https://acme.okta.com/oauth2/default', 'Okta'],
  ['https://acme.onelogin.com/oidc/2', 'OneLogin'],
  ['https://sso.acme.test/realms/acme/', 'Keycloak'],
  ['https://sso.acme.test', 'OpenIdConnect'],
  ['https://okta.com.acme.test', 'OpenIdConnect'],
])('the issuer %s is of %s', (issuer, vendor) => {
  expect(identityProviderOf(issuer)).toBe(vendor);
});
