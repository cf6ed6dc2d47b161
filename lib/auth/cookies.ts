import type { CookieOption, CookiesOptions } from 'next-auth';
import { hostCookie } from '@/lib/host-cookie';

/** How long a sign-in can stay at the provider, in seconds. */
const flowSeconds = 15 * 60;

/**
 * The cookies of next-auth. All of them are this host's only, and no script reads them. SameSite is lax, because the
 * provider leads back from another site. Sign-ins that are at the provider at the same time have different slots, and so
 * different cookies.
 */
export function authCookies(publicUrl: URL, slot = 0): Partial<CookiesOptions> {
  const flow = (name: string) => cookie(slot === 0 ? name : `${name}.${slot}`, flowSeconds);
  const cookie = (name: string, maxAge?: number): CookieOption => ({
    name: hostCookie(`next-auth.${name}`, publicUrl),
    options: {
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure: publicUrl.protocol === 'https:',
      ...(maxAge && { maxAge }),
    },
  });
  return {
    sessionToken: cookie('session-token'),
    callbackUrl: flow('callback-url'),
    csrfToken: cookie('csrf-token'),
    pkceCodeVerifier: flow('pkce.code_verifier'),
    state: flow('state'),
    nonce: flow('nonce'),
  };
}
