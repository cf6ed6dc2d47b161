import { answeredByProxy } from './call-failure';

/**
 * Posts a form to next-auth as its own pages do, with the CSRF token that belongs to the browser's cookie, and opens the
 * address it answers with. A script does this and not a form: the security policy keeps forms on this origin, and browsers
 * apply it to every redirect that a form leads to, at the provider too.
 *
 * Throws a TypeError without a connection, and an Error for people when it is refused.
 */
export async function postToAuth(path: string, fields: Record<string, string>): Promise<void> {
  const { csrfToken } = await readJson<{ csrfToken: string }>(await fetch('/api/auth/csrf'));
  const body = new URLSearchParams({ ...fields, csrfToken, json: 'true' });
  const { url } = await readJson<{ url: string }>(await fetch(`/api/auth/${path}`, { method: 'POST', body }));
  window.location.assign(url);
}

async function readJson<T>(response: Response): Promise<T> {
  const body = await response.json().catch(() => null);
  if (response.ok && body !== null) return body;
  throw new Error(body?.errorMsg ?? answeredByProxy);
}
