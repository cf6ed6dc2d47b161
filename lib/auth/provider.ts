import type { OAuthConfig } from 'next-auth/providers/oauth';
import type { TokenSet } from 'openid-client';
import type { IdentityProvider } from '@/lib/env';
import type { Answer } from './claims';
import { readClaims, redeemCode } from './exchange';
import { accountId } from './identity';

/**
 * next-auth's settings for a provider. The profile that next-auth passes on is an `Answer`. `authorization` is what a
 * sign-in that begins asks the provider for; the other steps need none.
 */
export function toProvider(
  provider: IdentityProvider,
  authorization: { scope: string; max_age: number } | null,
): OAuthConfig<Answer> {
  return {
    id: provider.id,
    name: provider.name,
    type: 'oauth',
    wellKnown: wellKnown(provider),
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    checks: ['pkce', 'state', 'nonce'],
    idToken: true,
    ...(authorization && { authorization: { params: authorization } }),
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

const wellKnown = ({ issuer }: IdentityProvider) =>
  `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;

const discovered = new Map<string, string>();

/**
 * The scope of a sign-in. It has `groups` only where the provider has it, because many reject an unknown scope. Throws
 * where the provider does not answer: a sign-in without that scope could cost the person their groups.
 */
export async function findScope(provider: IdentityProvider): Promise<string> {
  const address = wellKnown(provider);
  const cached = discovered.get(address);
  if (cached) return cached;
  const answer = await fetch(address, { signal: AbortSignal.timeout(5000) });
  if (!answer.ok) throw new Error(`the discovery document answered ${answer.status}`);
  const { scopes_supported: supported } = (await answer.json()) as { scopes_supported?: unknown };
  const hasGroups = Array.isArray(supported) && supported.includes('groups');
  const scope = `openid email profile${hasGroups ? ' groups' : ''}`;
  discovered.set(address, scope);
  return scope;
}
