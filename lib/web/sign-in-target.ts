/**
 * The path to open after sign-in. Always a path of this console: another site's address would make the
 * sign-in page an open redirect.
 */
export function signInTarget(callbackUrl: string | undefined, publicUrl: URL): string {
  const home = '/';
  if (!callbackUrl || !URL.canParse(callbackUrl, publicUrl)) return home;
  const url = new URL(callbackUrl, publicUrl);
  if (url.origin !== publicUrl.origin || url.pathname.startsWith('/sign-in')) return home;
  return `${url.pathname}${url.search}`;
}
