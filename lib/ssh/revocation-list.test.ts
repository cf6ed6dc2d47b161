import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Authority, makeAuthority } from './authority';
import { signUserCertificate } from './certificate';
import { makeKeyPair } from './key-pair';
import { type KrlContent, writeKrl } from './revocation-list';

const folder = mkdtempSync(join(tmpdir(), 'bzero-krl-'));
afterAll(() => rmSync(folder, { recursive: true }));
const [one, other] = [makeAuthority(), makeAuthority()];
const subject = makeKeyPair().publicKey;

function krl(revoked: KrlContent['revoked']): string {
  const file = join(folder, 'krl');
  writeFileSync(
    file,
    writeKrl({ revoked, version: 7n, generatedAt: new Date('2030-01-01'), comment: 'bzero' }),
  );
  return file;
}

/** What ssh-keygen says of a certificate with the serial: `ok` or `REVOKED`. */
function query(file: string, authority: Authority, serial: bigint): string {
  const certificate = join(folder, 'key-cert.pub');
  const line = signUserCertificate({
    authority,
    subject,
    serial,
    keyId: 'id',
    principals: ['root'],
    validAfter: new Date(0),
    validBefore: new Date(1000),
    criticalOptions: {},
    extensions: [],
  });
  writeFileSync(certificate, `${line}\n`);
  const { status, stdout, stderr } = spawnSync('ssh-keygen', ['-Q', '-f', file, certificate], {
    encoding: 'utf8',
  });
  const word = /: (ok|REVOKED)\n$/.exec(stdout)?.[1];
  if (!word || (word === 'ok') !== (status === 0)) throw new Error(`${stdout}${stderr}`);
  return word;
}

test('ssh-keygen finds only the serials of each authority', () => {
  const last = 2n ** 64n - 1n;
  const file = krl([
    { authority: one.publicKey, serials: [70_000n, 3n, 1n, 3n, last] },
    { authority: other.publicKey, serials: [2n] },
  ]);
  for (const serial of [1n, 3n, 70_000n, last]) expect(query(file, one, serial)).toBe('REVOKED');
  for (const serial of [2n, 4n, 69_999n, last - 1n]) expect(query(file, one, serial)).toBe('ok');
  expect(query(file, other, 2n)).toBe('REVOKED');
  expect(query(file, other, 3n)).toBe('ok');
});

test.each<[string, KrlContent['revoked']]>([
  ['no authority', []],
  ['no revoked serial', [{ authority: one.publicKey, serials: [] }]],
])('a list with %s revokes nothing', (_, revoked) => {
  expect(query(krl(revoked), one, 1n)).toBe('ok');
});

test('version, time and comment can be read', () => {
  const file = krl([{ authority: one.publicKey, serials: [5n] }]);
  const { stdout } = spawnSync('ssh-keygen', ['-Q', '-l', '-f', file], {
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC' },
  });
  expect(stdout).toContain('KRL version 7');
  expect(stdout).toContain('20300101T000000');
  expect(stdout).toContain('serial: 5');
});

test('a list can have ten thousand serials', () => {
  const serials = Array.from({ length: 10_000 }, (_, index) => BigInt(2 * index + 1));
  const file = krl([{ authority: one.publicKey, serials }]);
  expect(query(file, one, 19_999n)).toBe('REVOKED');
  expect(query(file, one, 10_000n)).toBe('ok');
});

test('an invalid serial is refused', () => {
  const revoked = (serial: bigint) => [{ authority: one.publicKey, serials: [serial] }];
  expect(() => krl(revoked(0n))).toThrow('can’t be revoked');
  expect(() => krl(revoked(1n << 64n))).toThrow('out of range');
});
