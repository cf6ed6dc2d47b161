import { headers } from 'next/headers';
import type { NextAuthOptions } from 'next-auth';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { readClientAddress } from '@/lib/client-address';
import { sessionAdapter, signInAdapter } from '@/lib/db/people/sessions';
import { noteRefusedSignIn } from '@/lib/directory/note-refused-sign-in';
import { signInUser } from '@/lib/directory/sign-in-user';
import { env, type IdentityProvider } from '@/lib/env';
import { log } from '@/lib/log';
import { newToken } from '@/lib/secrets';
import { authCookies } from './cookies';
import { accountId, readIdentity } from './identity';

const hours = 3600;

type Claims = Record<string, unknown> & { sub: string };

/**
 * next-auth's settings: authorization code flow with PKCE, state and nonce, and sessions in the database.
 * `signInUser` decides who a person is here, not next-auth. `step` is the first part of the path, such as `callback`.
 */
export async function authOptions(step: string | undefined): Promise<NextAuthOptions> {
  return {
    ...sessionOptions(),
    ...(step === 'callback' && { adapter: signInAdapter(env().sessionHours) }),
    providers: await Promise.all(env().identityProviders.map(toProvider)),
  };
}

/** The settings for reading a session; they make no call to a provider. */
export function sessionOptions(): NextAuthOptions {
  return {
    adapter: sessionAdapter(env().sessionHours),
    providers: [],
    secret: env().sessionSecret,
    session: {
      strategy: 'database',
      maxAge: env().sessionHours * hours,
      // next-auth's own is a UUID, which has only 122 random bits.
      generateSessionToken: newToken,
    },
    cookies: authCookies(env().publicUrl),
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
  const address = readClientAddress(await headers());
  const identity = provider ? readIdentity(provider, claims) : 'unreadable-identity';
  const known = typeof identity === 'string' ? null : identity;
  const refused = known ? await signInUser({ ...known, address }) : identity;
  if (typeof refused !== 'string') return true;
  log().warn({ why: refused, tenant: known?.tenant }, 'a sign-in was refused');
  await noteRefusedSignIn(known, refused, address);
  return `/sign-in?error=${refused}`;
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
    // After the end of a session the provider authenticates the person again, instead of relying on its own session.
    authorization: { params: { scope: await scopes(wellKnown), max_age: env().sessionHours * hours } },
    userinfo: {
      // Many providers omit email and groups from the ID token; their userinfo endpoint has them.
      async request({ tokens, client }) {
        const claims = (tokens as unknown as { claims(): Claims }).claims();
        const isComplete = 'email' in claims && 'groups' in claims;
        if (isComplete || !client.issuer.metadata.userinfo_endpoint || !tokens.access_token) return claims;
        return { ...(await client.userinfo(tokens.access_token)), ...claims };
      },
    },
    profile: (claims) => ({ id: accountId(provider, claims) }),
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
