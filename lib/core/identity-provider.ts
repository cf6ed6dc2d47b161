/** The vendors of identity providers that issuers tell apart, as BastionZero names them. */
const vendors: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^https:\/\/accounts\.google\.com$/, 'Google'],
  [/^https:\/\/login\.microsoftonline\.com(\/|$)/, 'Microsoft'],
  [/^https:\/\/[\w.-]+\.(okta|oktapreview|okta-emea)\.com(\/|$)/, 'Okta'],
  [/^https:\/\/[\w.-]+\.onelogin\.com(\/|$)/, 'OneLogin'],
  [/\/realms\/[^/]+$/, 'Keycloak'],
];

/** The vendor of an issuer; `OpenIdConnect` for one that its address does not tell. */
export function identityProviderOf(issuer: string): string {
  const address = issuer.replace(/\/$/, '');
  return vendors.find(([pattern]) => pattern.test(address))?.[1] ?? 'OpenIdConnect';
}
