import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeX509Authority, readX509Authority, type X509Authority } from './authority';
import { type ClientCertificate, findNameProblem, signClientCertificate } from './client-certificate';
import { makeP256KeyPair } from './key-pair';
import { X509 } from './library';

const pair = makeP256KeyPair();
const folder = mkdtempSync(join(tmpdir(), 'bzero-x509-'));
let authority: X509Authority;

beforeAll(async () => {
  const pem = await makeX509Authority(new Date('2030-01-01T00:00:00Z'));
  authority = await readX509Authority(pem);
  writeFileSync(join(folder, 'ca.pem'), pem.certificate);
});

afterAll(() => rmSync(folder, { recursive: true }));

function sign(change: Partial<ClientCertificate> = {}): Promise<string> {
  return signClientCertificate({
    authority,
    publicKeyPem: pair.publicPem,
    commonName: 'engineer@acme.test',
    organizations: ['system:masters', 'developers, all'],
    serial: 0xff0102n,
    validAfter: new Date('2030-01-02T00:00:00.999Z'),
    validBefore: new Date('2030-01-02T00:05:00.999Z'),
    ...change,
  });
}

function openssl(args: string[], input = ''): string {
  return execFileSync('openssl', args, { input, encoding: 'utf8', stdio: 'pipe' });
}

test('openssl reads the certificate', async () => {
  const text = openssl(['x509', '-noout', '-text', '-nameopt', 'RFC2253'], await sign());
  expect(text).toContain('Version: 3 (0x2)');
  expect(text).toContain('Serial Number: 16711938 (0xff0102)');
  expect(text).toContain('Signature Algorithm: ecdsa-with-SHA256');
  expect(text).toContain('Subject: O=developers\\, all,O=system:masters,CN=engineer@acme.test\n');
  expect(text).toContain('Not Before: Jan  2 00:00:00 2030 GMT');
  expect(text).toContain('Not After : Jan  2 00:05:00 2030 GMT');
  expect(text).toMatch(/Basic Constraints: critical\n\s+CA:FALSE\n/);
  expect(text).toMatch(/X509v3 Key Usage: critical\n\s+Digital Signature\n/);
  expect(text).toMatch(/Extended Key Usage: \n\s+TLS Web Client Authentication\n/);
  const own = /Subject Key Identifier: \n\s+([0-9A-F:]+)\n/.exec(text)?.[1];
  const issuer = /Authority Key Identifier: \n\s+([0-9A-F:]+)\n/.exec(text)?.[1];
  const ca = openssl(['x509', '-noout', '-text', '-in', join(folder, 'ca.pem')]);
  expect(own).toMatch(/^([0-9A-F]{2}:){19}[0-9A-F]{2}$/);
  expect(ca).toContain(`Subject Key Identifier: \n                ${issuer}\n`);
  expect(ca).toMatch(/Basic Constraints: critical\n\s+CA:TRUE, pathlen:0\n/);
  expect(ca).toMatch(/X509v3 Key Usage: critical\n\s+Certificate Sign, CRL Sign\n/);
  expect(ca).toContain('Not After : Jan  1 00:00:00 2040 GMT');
});

test('openssl verifies it only for a client and while it is valid', async () => {
  const file = join(folder, 'client.pem');
  writeFileSync(file, await sign());
  const verify = (at: string, purpose: string) => {
    const time = String(Date.parse(at) / 1000);
    const args = [
      '-x509_strict',
      '-attime',
      time,
      '-purpose',
      purpose,
      '-CAfile',
      join(folder, 'ca.pem'),
      file,
    ];
    return openssl(['verify', ...args]);
  };
  expect(verify('2030-01-02T00:00:00Z', 'sslclient')).toBe(`${file}: OK\n`);
  expect(verify('2030-01-02T00:04:59Z', 'sslclient')).toBe(`${file}: OK\n`);
  expect(() => verify('2030-01-01T23:59:59Z', 'sslclient')).toThrow('not yet valid');
  expect(() => verify('2030-01-02T00:05:00Z', 'sslclient')).toThrow('has expired');
  expect(() => verify('2030-01-02T00:01:00Z', 'sslserver')).toThrow('purpose');
});

test('a valid name is unchanged in the certificate, even with special characters', async () => {
  const fit = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    .filter((name) => !findNameProblem(name));
  const tricky = fc.constantFrom(
    '#0c04726f6f74',
    '"root"',
    'a\\0ab',
    ' root ',
    'root,O=system:masters',
    'a+CN=root',
  );
  const name = fc.oneof(tricky, fit);
  await fc.assert(
    fc.asyncProperty(name, fc.array(name, { maxLength: 3 }), async (commonName, organizations) => {
      const subject = new X509.X509Certificate(await sign({ commonName, organizations })).subjectName;
      expect(subject.getField('CN')).toEqual([commonName]);
      expect(subject.getField('O')).toEqual(organizations);
    }),
    { numRuns: 60 },
  );
});

test.each([1n, 0x7fn, 0x80n, 0x100n, 2n ** 63n - 1n, 2n ** 64n, 2n ** 159n - 1n])(
  'the serial %s',
  async (serial) => {
    expect(BigInt(`0x${new X509Certificate(await sign({ serial })).serialNumber}`)).toBe(serial);
  },
);

test('the certificate is for the key of the client', async () => {
  const { publicKey } = new X509Certificate(await sign());
  expect(publicKey.export({ type: 'spki', format: 'pem' })).toBe(pair.publicPem);
});

test.each(['x'.repeat(64), 'ü'.repeat(64), 'system:serviceaccount:a:b', '#1', '"'])(
  '%s is a valid name',
  (name) => {
    expect(findNameProblem(name)).toBeUndefined();
  },
);

test.each(['', 'x'.repeat(65), 'a\nb', 'a\0', '\u0085'])('%j is refused with a message', async (name) => {
  expect(findNameProblem(name)).toMatch(/^[A-Z].*\.$/);
  await expect(sign({ commonName: name })).rejects.toThrow(findNameProblem(name) as string);
  await expect(sign({ organizations: ['a', name] })).rejects.toThrow(findNameProblem(name) as string);
});

test.each<[string, Partial<ClientCertificate>, string]>([
  ['an end before the start', { validBefore: new Date('2030-01-01') }, 'never be valid'],
  [
    'an end in the second of the start',
    { validBefore: new Date('2030-01-02T00:00:00.9999Z') },
    'never be valid',
  ],
  ['no time at all', { validBefore: new Date(Number.NaN) }, 'never be valid'],
  ['the serial 0', { serial: 0n }, 'is not a valid serial'],
  ['a negative serial', { serial: -1n }, 'is not a valid serial'],
  ['a serial of 21 bytes', { serial: 2n ** 159n }, 'is not a valid serial'],
  ['a P-384 key', { publicKeyPem: spki(generateKeyPairSync('ec', { namedCurve: 'P-384' })) }, ''],
  ['an RSA key', { publicKeyPem: spki(generateKeyPairSync('rsa', { modulusLength: 2048 })) }, ''],
  ['an Ed25519 key', { publicKeyPem: spki(generateKeyPairSync('ed25519')) }, ''],
  ['a private key', { publicKeyPem: pair.privatePem }, ''],
  ['no PEM', { publicKeyPem: 'ssh-ed25519 AAAA' }, ''],
])('%s is not signed', async (_, change, message) => {
  await expect(sign(change)).rejects.toThrow(message ? message : /./);
});

test('each authority has a unique name', async () => {
  const names = await Promise.all(
    [1, 2].map(
      async () => (await readX509Authority(await makeX509Authority(new Date()))).certificate.subject,
    ),
  );
  expect(new Set(names).size).toBe(2);
});

test('an authority with a key of another type is refused', async () => {
  const { certificate } = await makeX509Authority(new Date());
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  await expect(readX509Authority({ certificate, privateKey: pem })).rejects.toThrow();
});

function spki({ publicKey }: { publicKey: KeyObject }): string {
  return publicKey.export({ type: 'spki', format: 'pem' }) as string;
}
