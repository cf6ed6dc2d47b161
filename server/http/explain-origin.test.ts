import { expect, test } from 'vitest';
import { explainOrigin } from './explain-origin';

const publicUrl = new URL('https://access.example.com');

test.each([
  ['a proxy that removes Origin', {}, /no Origin header: if a proxy removes/],
  ['a proxy with Referrer-Policy: no-referrer', { origin: 'null' }, /Referrer-Policy/],
  [
    'a proxy that does not redirect to https',
    { origin: 'http://access.example.com' },
    /redirect http to https/,
  ],
  ['NEXTAUTH_URL with another host', { origin: 'https://console.example.com' }, /set NEXTAUTH_URL/],
  [
    'a page that its browser calls its own',
    { origin: 'https://b.example', 'sec-fetch-site': 'same-origin' },
    /set N/,
  ],
  ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, null],
  ['no address at all', { origin: 'nonsense' }, null],
])('%s', (_, headers, line) => {
  const explained = explainOrigin(headers, publicUrl);
  if (line) expect(explained).toMatch(line);
  else expect(explained).toBeNull();
});

test('NEXTAUTH_URL without TLS behind a proxy that adds it names the line', () => {
  const headers = { origin: 'https://access.example.com', 'sec-fetch-site': 'same-origin' };
  expect(explainOrigin(headers, new URL('http://access.example.com'))).toBe(
    'If people open the console at https://access.example.com, set NEXTAUTH_URL to that instead of http://access.example.com.',
  );
});
