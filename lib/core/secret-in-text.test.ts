import { expect, test } from 'vitest';
import { findSecretInText } from './secret-in-text';

// Put together here, so that no scanner takes this file for a leak.
const j = (...parts: string[]) => parts.join('');

test.each([
  ['a private key', j('-----BEGIN OPENSSH ', 'PRIVATE KEY-----')],
  ['an AWS access key', `key ${j('AKIA', 'IOSFODNN7EXAMPLE')}`],
  ['a Google key', j('AIza', 'SyA1234567890abcdefghijklmnopqrstuv')],
  ['an Azure key', j('AccountKey=', 'A'.repeat(86), '==')],
  ['a GitHub or GitLab token', j('ghp_', 'a'.repeat(36))],
  ['a Slack token', j('xoxb-', '123456789012-abcdefghij')],
  ['an API key', j('sk_', 'live_', 'a'.repeat(24))],
  ['a signed token (JWT)', j('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0In0', '.abcdefghijk')],
  ['an address with a password', 'see postgres://app:hunter2@db.acme.test/orders'],
  ['a password', 'the password: hunter22'],
  ['a password', 'PASSWORD=correct-horse'],
])('%s is found', (what, text) => {
  expect(findSecretInText(text)).toBe(what);
});

test.each([
  'INC-4711: the disk of prod-web is full',
  'Rotate the password of the app user',
  'password reset for a customer, ticket 12345678',
  'Password: is expired for the service account',
  'The token expired; look at https://wiki.acme.test/runbook#token',
  'Check http://localhost:3000/health and user@host:/var/log',
  'deploy 4f2a9c1e8b7d6a5f4e3d2c1b0a9f8e7d6c5b4a3f',
  'api key rotation of the billing service',
])('%s is ordinary text', (text) => {
  expect(findSecretInText(text)).toBeNull();
});
