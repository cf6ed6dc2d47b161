import type { NextAuthOptions } from 'next-auth';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { AccessError } from '@/lib/core/error';
import { sessionAdapter } from '@/lib/db/people/sessions';
import { signInUser } from '@/lib/directory/sign-in-user';
import { env, type IdentityProvider } from '@/lib/env';
import { log } from '@/lib/log';
import { accountId, readIdentity } from './identity';

const hours = 3600;

type Claims = Record<string, unknown> & { sub: string };

/**
 * next-auth's settings: authorization code flow with PKCE, state and nonce, and sessions in the database.
 * Who somebody is here is decided by the sign-in verb, not by next-auth.
 */
export async function authOptions(): Promise<NextAuthOptions> {
  return { ...sessionOptions(), providers: await Promise.all(env().identityProviders.map(toProvider)) };
}

/** The part of the settings that reading a session needs; it asks no provider anything. */
export function sessionOptions(): NextAuthOptions {
  return {
    adapter: sessionAdapter(),
    providers: [],
    secret: env().sessionSecret,
    session: { strategy: 'database', maxAge: 12 * hours, updateAge: hours },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in' },
    callbacks: { signIn: ({ account, profile }) => signIn(account?.provider, profile), session: withUserId },
    logger: {
      error: (code) => log().error({ code: String(code) }, 'sign-in failed'),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

async function signIn(providerId: string | undefined, claims: unknown): Promise<true | string> {
  const provider = env().identityProviders.find(({ id }) => id === providerId);
  if (!provider) return '/sign-in?error=unreadable-identity';
  const identity = readIdentity(provider, claims);
  if (typeof identity === 'string') return `/sign-in?error=${identity}`;
  try {
    await signInUser(identity);
    return true;
  } catch (error) {
    if (error instanceof AccessError) return '/sign-in?error=not-let-in';
    throw error;
  }
}

const withUserId: NonNullable<NonNullable<NextAuthOptions['callbacks']>['session']> = ({
  session,
  user,
}) => ({
  ...session,
  user: { ...session.user, id: user.id },
});

async function toProvider(provider: IdentityProvider): Promise<OAuthConfig<Claims>> {
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
    authorization: { params: { scope: await scopes(wellKnown) } },
    userinfo: {
      // Many providers keep the address and the groups out of the ID token; their userinfo has them.
      async request({ tokens, client }) {
        const claims = (tokens as unknown as { claims(): Claims }).claims();
        const isWhole = 'email' in claims && 'groups' in claims;
        if (isWhole || !client.issuer.metadata.userinfo_endpoint || !tokens.access_token) return claims;
        return { ...(await client.userinfo(tokens.access_token)), ...claims };
      },
    },
    profile: (claims) => ({ id: accountId(provider, claims.sub) }),
  };
}

const discovered = new Map<string, string>();

/** Asks for `groups` only where the provider has such a scope: many refuse one they do not know. */
async function scopes(wellKnown: string): Promise<string> {
  const known = discovered.get(wellKnown);
  if (known) return known;
  const plain = 'openid email profile';
  try {
    const answer = await fetch(wellKnown, { signal: AbortSignal.timeout(5000) });
    const { scopes_supported: supported } = (await answer.json()) as { scopes_supported?: unknown };
    const wanted = Array.isArray(supported) && supported.includes('groups') ? `${plain} groups` : plain;
    discovered.set(wellKnown, wanted);
    return wanted;
  } catch {
    return plain;
  }
}
