/**
 * Posts a form to next-auth as its own pages do, with the CSRF token that belongs to the browser's cookie.
 * The browser leaves the page.
 */
export async function postToAuth(path: string, fields: Record<string, string>): Promise<void> {
  const answer = await fetch('/api/auth/csrf');
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  const form = document.createElement('form');
  form.method = 'post';
  form.action = `/api/auth/${path}`;
  for (const [name, value] of Object.entries({ ...fields, csrfToken })) {
    const input = document.createElement('input');
    input.type = 'hidden';
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}
