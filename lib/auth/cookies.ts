import type { CookieOption, CookiesOptions } from 'next-auth';
import { hostCookie } from '@/lib/host-cookie';

/** How long a sign-in can stay at the provider, in seconds. */
const flowSeconds = 15 * 60;

/**
 * The cookies of next-auth. All of them are this host's only, and no script reads them. SameSite is lax, because the
 * provider leads back from another site.
 */
export function authCookies(publicUrl: URL): Partial<CookiesOptions> {
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
    callbackUrl: cookie('callback-url'),
    csrfToken: cookie('csrf-token'),
    pkceCodeVerifier: cookie('pkce.code_verifier', flowSeconds),
    state: cookie('state', flowSeconds),
    nonce: cookie('nonce', flowSeconds),
  };
}
