import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { samplePublicKey } from '@/test/ssh-keys';
import { makeAuthority, readAuthority, writeAuthority } from './authority';
import { signUserCertificate, type UserCertificate } from './certificate';
import { certificateOptions } from './certificate-options';
import { keyTypes, publicKeyLine } from './public-key';
import { WireReader } from './wire';

const authority = makeAuthority();
const subject = makeAuthority().publicKey;
const wanted: UserCertificate = {
  authority,
  subject,
  serial: 42n,
  keyId: 'bzero request=17 person=ü@acme.test',
  principals: ['bz:target-1:root'],
  validAfter: new Date('2030-01-01T00:00:00.999Z'),
  validBefore: new Date('2030-01-01T00:05:00.999Z'),
  ...certificateOptions('Shell'),
};

function list(line: string): string {
  return execFileSync('ssh-keygen', ['-L', '-f', '-'], {
    input: line,
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC' },
  });
}

describe('ssh-keygen -L', () => {
  test('reads all fields', () => {
    const text = list(signUserCertificate(wanted));
    expect(text).toContain('Type: ssh-ed25519-cert-v01@openssh.com user certificate');
    expect(text).toContain('(using ssh-ed25519)');
    expect(text).toContain('Serial: 42');
    expect(text).toContain('bzero request=17');
    expect(text).toContain('Valid: from 2030-01-01T00:00:00 to 2030-01-01T00:05:00');
    expect(text).toMatch(
      /Principals: \n\s+bz:target-1:root\n\s+Critical Options: \(none\)\n\s+Extensions: \n\s+permit-pty\n$/,
    );
  });

  test('finds options and extensions sorted, in any order of the input', () => {
    const text = list(
      signUserCertificate({
        ...wanted,
        criticalOptions: { 'source-address': '10.0.0.0/8,::1', 'force-command': 'internal-sftp' },
        extensions: ['permit-pty', 'permit-port-forwarding'],
      }),
    );
    expect(text).toMatch(/force-command internal-sftp\n\s+source-address 10.0.0.0\/8,::1/);
    expect(text).toMatch(/permit-port-forwarding\n\s+permit-pty/);
  });
});

test.each(keyTypes.map((type) => [type]))('a key of type %s is unchanged in the certificate', (type) => {
  const key = samplePublicKey(type);
  const line = signUserCertificate({ ...wanted, subject: key });
  const certificate = read(line);
  expect(certificate.type).toBe(type.replace(/(@openssh.com)?$/, '-cert-v01@openssh.com'));
  expect(list(line)).toContain(`Type: ${certificate.type} user certificate`);
});

test('any certificate can be read, and its signature verified', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 80 });
  const principal = fc.stringMatching(/^[a-z0-9:._-]{1,60}$/);
  const second = fc.integer({ min: 0, max: 4_000_000_000 });
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }),
      text,
      fc.array(principal, { minLength: 1, maxLength: 20 }),
      second,
      fc.integer({ min: 1, max: 100_000 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 900 }),
      (serial, keyId, principals, from, length, command) => {
        const line = signUserCertificate({
          ...wanted,
          serial,
          keyId,
          principals,
          validAfter: new Date(from * 1000),
          validBefore: new Date((from + length) * 1000),
          criticalOptions: { 'force-command': command },
        });
        expect(read(line)).toMatchObject({
          serial,
          keyId,
          principals,
          validAfter: BigInt(from),
          validBefore: BigInt(from + length),
          options: [['force-command', command]],
        });
      },
    ),
    { numRuns: 200 },
  );
});

test('two certificates with the same fields differ', () => {
  expect(signUserCertificate(wanted)).not.toBe(signUserCertificate(wanted));
});

test('a stored authority still signs', () => {
  const again = readAuthority(writeAuthority(authority));
  expect(publicKeyLine(again.publicKey)).toBe(publicKeyLine(authority.publicKey));
  read(signUserCertificate({ ...wanted, authority: again }));
});

test('a key of another type is not an authority', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  expect(() => readAuthority(pem)).toThrow('expected an Ed25519 key, got ec');
});

test.each<[string, Partial<UserCertificate>, string]>([
  ['no principals', { principals: [] }, 'valid for any account'],
  ['an empty principal', { principals: [''] }, 'must not contain spaces'],
  ['a principal with a line break', { principals: ['a\nroot'] }, 'must not contain spaces'],
  ['an end before the start', { validBefore: wanted.validAfter }, 'never be valid'],
  [
    'an end within the second of the start',
    { validBefore: new Date('2030-01-01T00:00:00.9999Z') },
    'never be valid',
  ],
  ['no time at all', { validBefore: new Date(Number.NaN) }, 'NaN'],
  ['a time before 1970', { validAfter: new Date(-1000) }, 'out of range'],
  ['the serial 0', { serial: 0n }, 'between 1 and'],
  ['a serial of 65 bits', { serial: 1n << 64n }, 'between 1 and'],
  ['an empty command', { criticalOptions: { 'force-command': '' } }, 'empty'],
  ['an empty list of addresses', { criticalOptions: { 'source-address': '' } }, 'empty'],
  ['an extension twice', { extensions: ['permit-pty', 'permit-pty'] }, 'repeated'],
])('%s is not signed', (_, change, message) => {
  expect(() => signUserCertificate({ ...wanted, ...change })).toThrow(message);
});

function read(line: string) {
  const [name, base64 = ''] = line.split(' ');
  const whole = Buffer.from(base64, 'base64');
  const reader = new WireReader(whole);
  const type = reader.text();
  expect(type).toBe(name);
  expect(reader.string()).toHaveLength(32);
  for (let fields = subjectFields(type); fields > 0; fields--) reader.string();
  const [serial, kind, keyId] = [reader.uint64(), reader.uint32(), reader.text()];
  expect(kind).toBe(1);
  const principals = strings(reader.string());
  const [validAfter, validBefore] = [reader.uint64(), reader.uint64()];
  const options = pairs(reader.string());
  const extensions = pairs(reader.string());
  expect(reader.text()).toBe('');
  expect(reader.string()).toEqual(authority.publicKey.blob);
  const signed = whole.subarray(0, whole.length - reader.left);
  const signature = new WireReader(reader.string());
  reader.end();
  expect(signature.text()).toBe('ssh-ed25519');
  expect(verify(null, signed, createPublicKey(authority.privateKey), signature.string())).toBe(true);
  return { type, serial, keyId, principals, validAfter, validBefore, options, extensions };
}

function subjectFields(type: string): number {
  const application = type.startsWith('sk-') ? 1 : 0;
  return application + (type.includes('ed25519') ? 1 : 2);
}

function strings(bytes: Buffer): string[] {
  const reader = new WireReader(bytes);
  const found: string[] = [];
  while (reader.left > 0) found.push(reader.text());
  return found;
}

function pairs(bytes: Buffer): [string, string][] {
  const reader = new WireReader(bytes);
  const found: [string, string][] = [];
  while (reader.left > 0) found.push([reader.text(), strings(reader.string())[0] ?? '']);
  return found;
}
