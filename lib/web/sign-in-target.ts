/**
 * Where somebody goes after they have signed in: a path of this console, whatever the address says.
 * Another site's address would make the sign-in page a springboard.
 */
export function signInTarget(callbackUrl: string | undefined, publicUrl: URL): string {
  const home = '/targets';
  if (!callbackUrl || !URL.canParse(callbackUrl, publicUrl)) return home;
  const url = new URL(callbackUrl, publicUrl);
  if (url.origin !== publicUrl.origin || url.pathname.startsWith('/sign-in')) return home;
  return `${url.pathname}${url.search}`;
}
