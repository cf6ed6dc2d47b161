import type { OAuthConfig } from 'next-auth/providers/oauth';
import type { TokenSet } from 'openid-client';
import type { IdentityProvider } from '@/lib/env';
import type { Answer } from './claims';
import { readClaims, redeemCode } from './exchange';
import { accountId } from './identity';

/**
 * next-auth's settings for a provider. The profile that next-auth passes on is an `Answer`. `maxAge` is how old, in
 * seconds, the provider's own session can be.
 */
export async function toProvider(provider: IdentityProvider, maxAge: number): Promise<OAuthConfig<Answer>> {
  const wellKnown = `${provider.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  return {
    id: provider.id,
    name: provider.name,
    type: 'oauth',
    wellKnown,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    checks: ['pkce', 'state', 'nonce'],
    idToken: true,
    // After the end of a session the provider authenticates the person again, instead of relying on its own session.
    authorization: { params: { scope: await scopes(wellKnown), max_age: maxAge } },
    token: {
      async request({ client, params, checks, provider: { callbackUrl } }) {
        return { tokens: await redeemCode(provider, client, callbackUrl, { params, checks }) };
      },
    },
    userinfo: {
      request: ({ tokens, client }) => readClaims(provider, client, tokens as TokenSet) as never,
    },
    profile: (answer) => ({ id: 'claims' in answer ? accountId(provider, answer.claims) : 'nobody' }),
  };
}

const discovered = new Map<string, string>();

/** Requests the `groups` scope only where the provider has it: many reject an unknown scope. */
async function scopes(wellKnown: string): Promise<string> {
  const cached = discovered.get(wellKnown);
  if (cached) return cached;
  const plain = 'openid email profile';
  try {
    const answer = await fetch(wellKnown, { signal: AbortSignal.timeout(5000) });
    const { scopes_supported: supported } = (await answer.json()) as { scopes_supported?: unknown };
    const scope = Array.isArray(supported) && supported.includes('groups') ? `${plain} groups` : plain;
    discovered.set(wellKnown, scope);
    return scope;
  } catch {
    return plain;
  }
}
