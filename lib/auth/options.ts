import type { NextAuthOptions } from 'next-auth';
import { sessionAdapter, signInAdapter } from '@/lib/db/people/sessions';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { newToken } from '@/lib/secrets';
import { admit } from './admit';
import type { Answer } from './claims';
import { authCookies } from './cookies';
import { findScope, toProvider } from './provider';
import { findSlot, type SignInRequest } from './slots';

const hours = 3600;

/**
 * next-auth's settings: authorization code flow with PKCE, state and nonce, and sessions in the database.
 * `signInUser` decides who a person is here, not next-auth. `step` is the first part of the path, such as `callback`.
 * Throws where a sign-in begins at a provider that does not answer.
 */
export async function authOptions(
  step: string | undefined,
  request: SignInRequest,
): Promise<NextAuthOptions> {
  const slot = await findSlot(step, request);
  const begins = step === 'signin' && env().identityProviders.find(({ id }) => id === request.provider);
  // After the end of a session the provider authenticates the person again, instead of relying on its own session.
  const authorization = begins
    ? { scope: await findScope(begins), max_age: env().sessionHours * hours }
    : null;
  return {
    ...sessionOptions(),
    cookies: authCookies(env().publicUrl, slot),
    ...(step === 'callback' && { adapter: signInAdapter(env().sessionHours) }),
    providers: env().identityProviders.map((each) =>
      toProvider(each, each === begins ? authorization : null),
    ),
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
    callbacks: {
      signIn: ({ account, profile }) => admit(account?.provider, profile as unknown as Answer | undefined),
      session: withUserId,
    },
    logger: {
      error: noteFailure,
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

const withUserId: NonNullable<NonNullable<NextAuthOptions['callbacks']>['session']> = ({
  session,
  user,
}) => ({
  ...session,
  user: { ...session.user, id: user.id },
});

/**
 * Logs what next-auth reports. Anybody can post a report to its path `_log`, but none from there has an `Error`. The text of
 * an error can be a stranger's too, so it is one short line.
 */
function noteFailure(event: string, details: unknown): void {
  const { error = details, providerId } = (details ?? {}) as { error?: unknown; providerId?: unknown };
  if (!(error instanceof Error)) return;
  const why = error.message.replace(/[\p{C}\p{Z}]+/gu, ' ').slice(0, 200);
  log().error({ event, provider: providerId, why }, 'sign-in failed');
}
