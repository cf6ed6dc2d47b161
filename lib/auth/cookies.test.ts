import { expect, test } from 'vitest';
import { authCookies } from './cookies';

test('on https every cookie is this host’s only, for no script, and lost with no subdomain', () => {
  const cookies = Object.values(authCookies(new URL('https://access.example.com')));
  expect(cookies).toHaveLength(6);
  for (const { name, options } of cookies) {
    expect(name).toMatch(/^__Host-/);
    expect(options).toMatchObject({ secure: true, httpOnly: true, sameSite: 'lax', path: '/' });
    expect(options).not.toHaveProperty('domain');
  }
});

test('on http, where browsers refuse such names, the names are plain', () => {
  const { sessionToken } = authCookies(new URL('http://localhost:3000'));
  expect(sessionToken).toMatchObject({ name: 'next-auth.session-token', options: { secure: false } });
});
