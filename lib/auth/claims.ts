import type { IdentityProvider } from '@/lib/env';

/** The claims of a person, by name. The provider chooses their types. */
export type Claims = Record<string, unknown> & { sub: string };

/** What the provider answered: the claims, or why there are none. */
export type Answer =
  | { claims: Claims; userinfoFailed: boolean }
  /** a code with a message in lib/web/sign-in-errors.ts */
  | { refused: 'clock' | 'client-refused' };

/** Whether an ID token says everything, so that the userinfo endpoint need not be asked. */
export function isComplete(provider: IdentityProvider, claims: Claims): boolean {
  const statesEmail = provider.trustEmail || provider.id === 'microsoft' || claims.email_verified != null;
  return statesEmail && ['email', 'groups', 'name'].every((name) => claims[name] != null);
}

/**
 * The claims of both sources. The ID token is signed, so it prevails, except where it says nothing: many providers send
 * null for what they leave out.
 */
export function mergeClaims(idToken: Claims, userinfo: Record<string, unknown>): Claims {
  const stated = Object.entries(idToken).filter(([, value]) => value != null);
  return { ...userinfo, ...Object.fromEntries(stated), sub: idToken.sub };
}
