import type { Env } from '@/lib/env';

/**
 * What an operator who puts the product behind a proxy can have forgotten: one line for each variable, none where nothing
 * is missing.
 *
 * @param source the variables as they are set
 */
export function missingLines(
  { publicUrl, trustedProxies }: Pick<Env, 'publicUrl' | 'trustedProxies'>,
  { NEXTAUTH_URL }: NodeJS.ProcessEnv,
): string[] {
  if (!NEXTAUTH_URL) {
    return [
      `NEXTAUTH_URL is not set: the console works only at ${publicUrl.origin}. Set it to the address that people open.`,
    ];
  }
  if (publicUrl.protocol === 'http:' || trustedProxies.length > 0) return [];
  return [
    `TRUSTED_PROXIES is not set: set it to the address of the proxy that adds TLS for ${publicUrl.origin}. ` +
      'Until then, all clients count as one address (docs/operate.md, "Behind a proxy").',
  ];
}
