import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeX509Authority, readX509Authority, type X509Authority } from './authority';
import { writeCrl } from './revocation-list';

const folder = mkdtempSync(join(tmpdir(), 'bzero-crl-'));
const now = new Date('2030-01-02T03:04:05Z');
let authority: X509Authority;

beforeAll(async () => {
  const pem = await makeX509Authority(new Date('2030-01-01'));
  authority = await readX509Authority(pem);
  writeFileSync(join(folder, 'ca.pem'), pem.certificate);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What openssl makes of a list: whether the authority signed it, and its content. */
function read(pem: string): string {
  const args = ['crl', '-noout', '-text', '-CAfile', join(folder, 'ca.pem')];
  const { stdout, stderr } = spawnSync('openssl', args, { input: pem, encoding: 'utf8' });
  return stderr + stdout;
}

test('openssl finds the serials with their times, and the validity of the list', async () => {
  const revoked = [
    { serial: 1n, revokedAt: now },
    { serial: 2n ** 64n - 1n, revokedAt: new Date('2030-01-02T00:00:00Z') },
  ];
  const pem = await writeCrl({ authority, revoked, now });
  expect(pem).toMatch(/^-----BEGIN X509 CRL-----\n[A-Za-z0-9+/=\n]+\n-----END X509 CRL-----\n$/);
  const text = read(pem);
  expect(text).toContain('verify OK');
  expect(text).toContain('Last Update: Jan  2 03:04:05 2030 GMT');
  expect(text).toContain('Next Update: Jan  3 03:04:05 2030 GMT');
  expect(text).toMatch(/Serial Number: 01\n\s+Revocation Date: Jan {2}2 03:04:05 2030 GMT/);
  expect(text).toMatch(/Serial Number: FFFFFFFFFFFFFFFF\n\s+Revocation Date: Jan {2}2 00:00:00 2030 GMT/);
  expect(text.match(/Reason Code: \n\s+Privilege Withdrawn/g)).toHaveLength(2);
  expect(text).toContain('X509v3 Authority Key Identifier');
});

test('a list can be empty', async () => {
  expect(read(await writeCrl({ authority, revoked: [], now }))).toContain('No Revoked Certificates.');
});

test('a later list has a higher number', async () => {
  const numbers = [now, new Date(now.getTime() + 1)].map(async (time) => {
    const text = read(await writeCrl({ authority, revoked: [], now: time }));
    return BigInt(/CRL Number: \n\s+(\S+)/.exec(text)?.[1] ?? 0);
  });
  const [first = 0n, second = 0n] = await Promise.all(numbers);
  expect(second).toBe(first + 1n);
});

test('a list of another authority is not accepted', async () => {
  const other = await readX509Authority(await makeX509Authority(new Date('2030-01-01')));
  expect(read(await writeCrl({ authority: other, revoked: [], now }))).not.toContain('verify OK');
});
