import {
  type CallbackParamsType,
  type Client,
  custom,
  errors,
  type OpenIDCallbackChecks,
  TokenSet,
} from 'openid-client';
import type { IdentityProvider } from '@/lib/env';
import { log } from '@/lib/log';
import { type Answer, type Claims, isComplete, mergeClaims } from './claims';

/** How far the clocks of the provider and of this server can be apart, in seconds. next-auth's own value is 10. */
const clockTolerance = 60;

/** A token set that says why there are no tokens. */
type Refused = { refused: Exclude<Answer, { claims: Claims }>['refused'] };

/**
 * Redeems the code of a sign-in, and verifies the ID token. Where the cause is one that a person can mend, gives that
 * instead of tokens. Throws otherwise, so that next-auth refuses the sign-in.
 */
export async function redeemCode(
  provider: IdentityProvider,
  client: Client,
  callbackUrl: string,
  { params, checks }: { params: CallbackParamsType; checks: OpenIDCallbackChecks },
): Promise<TokenSet | Refused> {
  client[custom.clock_tolerance] = clockTolerance;
  try {
    return await client.callback(callbackUrl, params, checks);
  } catch (error) {
    const found = explainFailure(error, provider.id.toUpperCase());
    log().warn({ provider: provider.id, ...found }, 'a sign-in failed at the token endpoint');
    if (found.refused) return { refused: found.refused };
    throw error;
  }
}

/**
 * Reads the claims of the ID token, and asks the userinfo endpoint for what it leaves out. Many providers leave out email
 * and groups. The endpoint can fail: the ID token alone then decides.
 */
export async function readClaims(
  provider: IdentityProvider,
  client: Client,
  tokens: TokenSet & Partial<Refused>,
): Promise<Answer> {
  if (tokens.refused) return { refused: tokens.refused };
  const claims = tokens.claims() as Claims;
  if (isComplete(provider, claims) || !client.issuer.metadata.userinfo_endpoint || !tokens.access_token)
    return { claims, userinfoFailed: false };
  try {
    // With the whole set, the subject must be that of the ID token (OpenID Connect Core, 5.3.2).
    const userinfo = await client.userinfo(new TokenSet(tokens));
    return { claims: mergeClaims(claims, userinfo), userinfoFailed: false };
  } catch (error) {
    log().warn({ provider: provider.id, why: messageOf(error) }, 'the userinfo endpoint did not answer');
    return { claims, userinfoFailed: true };
  }
}

type Explained = { why: string; claim?: string; setting?: string; refused?: Refused['refused'] | undefined };

/** What failed, with the claim and the setting that it is about. The texts are openid-client's, version 5. */
function explainFailure(error: unknown, prefix: string): Explained {
  const message = messageOf(error);
  const found = explanations.find(({ pattern }) => pattern.test(message));
  if (!found) return { why: message };
  const { pattern, setting, ...explained } = found;
  const { now, exp, nbf } = error as { now?: number; exp?: number; nbf?: number };
  const apart = now === undefined ? {} : { secondsApart: Math.abs(now - (exp ?? nbf ?? now)) };
  return { ...explained, ...apart, setting: setting.replace('*', prefix) };
}

const explanations: readonly (Omit<Explained, 'setting'> & { pattern: RegExp; setting: string })[] = [
  { pattern: /^JWT expired/, why: 'expired', claim: 'exp', setting: 'the clock', refused: 'clock' },
  { pattern: /^JWT not active/, why: 'not valid yet', claim: 'nbf', setting: 'the clock', refused: 'clock' },
  {
    pattern: /^(invalid_client|unauthorized_client)/,
    why: 'credentials refused',
    setting: '*_CLIENT_ID, *_CLIENT_SECRET',
    refused: 'client-refused',
  },
  { pattern: /\biss\b/, why: 'another issuer', claim: 'iss', setting: '*_ISSUER' },
  { pattern: /\b(aud|azp)\b/, why: 'for another client', claim: 'aud', setting: '*_CLIENT_ID' },
  { pattern: /^(nonce|state|invalid_grant)\b/, why: 'of another sign-in', claim: 'nonce', setting: 'none' },
];

/** An error in one line. It has no token and no secret: openid-client keeps those in other properties. */
function messageOf(error: unknown): string {
  if (error instanceof errors.OPError && error.error) return error.error;
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 200) ?? '';
}
