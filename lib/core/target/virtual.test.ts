import { expect, test } from 'vitest';
import { isLoopback } from './virtual';

test.each([
  'localhost',
  'LOCALHOST',
  'localhost.',
  '127.0.0.1',
  '::1',
  '[::1]',
  'http://localhost',
  'https://127.0.0.2:8443/a',
])('%s is the machine itself', (host) => {
  expect(isLoopback(host)).toBe(true);
});

test.each([
  'localhostess',
  'db.acme.test',
  '10.0.0.1',
  'https://localhost-db',
  '1270.0.0.1',
  '::2',
  'localhost.acme.test',
  'http://127.0.0.1.acme.test/a',
])('%s is another machine', (host) => {
  expect(isLoopback(host)).toBe(false);
});
