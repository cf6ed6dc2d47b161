import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeKnownHosts } from './known-hosts';

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4';

test('a key is known for any name, without its comment', () => {
  expect(writeKnownHosts([`${key} root@web`, key])).toBe(`* ${key}\n* ${key}\n`);
});

test('nothing but keys is written', () => {
  const unit = fc.constantFrom(
    '@cert-authority ',
    '@revoked ',
    '* ',
    key,
    ' ',
    '\r',
    '\u2028',
    '#',
    ',',
    'ssh-rsa',
  );
  fc.assert(
    fc.property(fc.array(fc.string({ unit, maxLength: 4 })), (lines) => {
      for (const line of writeKnownHosts(lines).split('\n').slice(0, -1))
        expect(line).toMatch(/^\* [a-z][\w@.-]* [A-Za-z0-9+/]+={0,2}$/);
    }),
  );
});
