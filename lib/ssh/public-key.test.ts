import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { keyFields, keyLine } from '@/test/ssh-keys';
import { keyFingerprint, keyTypes, type PublicKey, publicKeyLine, readPublicKey } from './public-key';

const folder = mkdtempSync(join(tmpdir(), 'bzero-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

function makeKey(type: string, bits: number): { file: string; line: string } {
  const file = join(folder, `${type}-${bits}`);
  execFileSync('ssh-keygen', [
    '-q',
    '-t',
    type,
    '-b',
    String(bits),
    '-N',
    '',
    '-C',
    'me@laptop 1',
    '-f',
    file,
  ]);
  return { file, line: readFileSync(`${file}.pub`, 'utf8') };
}

function expectKey(line: string): PublicKey {
  const key = readPublicKey(line);
  if ('refused' in key) throw new Error(key.refused);
  return key;
}

function refusal(line: string): string {
  const key = readPublicKey(line);
  return 'refused' in key ? key.refused : 'accepted';
}

const ed25519 = keyLine('ssh-ed25519', keyFields('ssh-ed25519'));

describe('keys of ssh-keygen', () => {
  test.each([
    ['ed25519', 256, 'ssh-ed25519'],
    ['ecdsa', 256, 'ecdsa-sha2-nistp256'],
    ['ecdsa', 384, 'ecdsa-sha2-nistp384'],
    ['ecdsa', 521, 'ecdsa-sha2-nistp521'],
    ['rsa', 2048, 'ssh-rsa'],
    ['rsa', 3072, 'ssh-rsa'],
  ])('%s of %i bits is read, with its fingerprint', (type, bits, name) => {
    const { file, line } = makeKey(type, bits);
    const key = expectKey(line);
    expect(key.type).toBe(name);
    expect(publicKeyLine(key, 'me@laptop 1')).toBe(line.trim());
    expect(execFileSync('ssh-keygen', ['-l', '-f', file], { encoding: 'utf8' })).toContain(
      ` ${keyFingerprint(key)} `,
    );
  });

  test('RSA of 1024 bits is refused', () => {
    expect(refusal(makeKey('rsa', 1024).line)).toBe(
      'RSA keys below 2048 bits are not accepted; this one has 1024. Use an Ed25519 key; to create one, run `ssh-keygen -t ed25519`.',
    );
  });

  test('a private key is refused', () => {
    const { file } = makeKey('ed25519', 255);
    expect(refusal(readFileSync(file, 'utf8'))).toContain('This is a private key. Keep it secret.');
  });

  test('a certificate is refused', () => {
    const { file } = makeKey('ed25519', 254);
    execFileSync('ssh-keygen', ['-q', '-s', file, '-I', 'id', '-n', 'root', `${file}.pub`]);
    expect(refusal(readFileSync(`${file}-cert.pub`, 'utf8'))).toContain(
      'Send the public key that it certifies',
    );
  });
});

describe('keys on a security key', () => {
  const types = ['sk-ssh-ed25519@openssh.com', 'sk-ecdsa-sha2-nistp256@openssh.com'] as const;

  test.each(types)('%s is read', (type) => {
    expect(expectKey(keyLine(type, keyFields(type))).type).toBe(type);
  });

  test.each(types)('%s is refused without its application', (type) => {
    expect(refusal(keyLine(type, keyFields(type).slice(0, -1)))).toContain('is not valid');
  });
});

describe('an invalid key is refused with what to do', () => {
  const [, base64 = ''] = ed25519.split(' ');
  const [ed] = keyFields('ssh-ed25519') as [Buffer];
  const [, point] = keyFields('ecdsa-sha2-nistp256') as [string, Buffer];
  const offCurve = Buffer.from(point);
  offCurve[64] = (offCurve[64] ?? 0) ^ 1;

  test.each<[string, string, string]>([
    ['nothing', '', 'not an OpenSSH public key'],
    ['a sentence', 'My key, please', 'not an OpenSSH public key'],
    ['options before the key', `command="id" ${ed25519}`, 'not an OpenSSH public key'],
    ['two keys', `${ed25519}\n${ed25519}`, 'more than one line'],
    ['a second line after a comment', `${ed25519}\nssh-rsa`, 'more than one line'],
    ['DSA', `ssh-dss ${base64}`, 'DSA keys are not accepted'],
    ['another type', `ssh-ed448 ${base64}`, 'Keys of type ssh-ed448 are not accepted'],
    ['only a type', 'ssh-ed25519', 'is not valid'],
    ['base64 without its end', `ssh-ed25519 ${base64.slice(0, -2)}`, 'is not valid'],
    ['a character that is not base64', `ssh-ed25519 ${base64.slice(0, -1)}*`, 'is not valid'],
    ['a type that is not the blob’s', `ecdsa-sha2-nistp256 ${base64}`, 'differs from the type of the key'],
    ['bytes after the key', keyLine('ssh-ed25519', [ed, 'more']), '8 more bytes'],
    ['a point too short', keyLine('ssh-ed25519', [ed.subarray(1)]), 'a point of 32 bytes'],
    ['another curve', ecdsa(['nistp384', point]), 'the curve nistp256'],
    ['a compressed point', ecdsa(['nistp256', point.subarray(0, 33)]), 'an uncompressed point of 65 bytes'],
    ['a point off the curve', ecdsa(['nistp256', offCurve]), 'a point on the curve'],
    ['RSA with the exponent 1', rsa([1], 256), 'an odd exponent'],
    ['RSA with an even modulus', rsa([3], 256, 2), 'an odd modulus'],
    ['RSA of 2040 bits', rsa([3], 255), 'this one has 2040'],
    ['RSA of 16392 bits', rsa([3], 2049), 'above 16384 bits'],
    ['RSA without a modulus', keyLine('ssh-rsa', [Buffer.from([3]), '']), 'this one has 0'],
    ['a line without end', `ssh-ed25519 ${'A'.repeat(20_000)}`, 'too long'],
  ])('%s', (_, line, message) => {
    expect(refusal(line)).toContain(message);
    expect(refusal(line)).toMatch(/^[A-Z].*\. (Use|Send) .*.$/);
  });

  test('a changed byte is refused or results in another key, and never throws', () => {
    const blob = Buffer.from(base64, 'base64');
    fc.assert(
      fc.property(fc.nat(blob.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const other = Buffer.from(blob);
        other[at] = (other[at] ?? 0) ^ flip;
        const key = readPublicKey(`ssh-ed25519 ${other.toString('base64')}`);
        expect('refused' in key || !key.blob.equals(blob)).toBe(true);
      }),
    );
  });

  test('no text and no bytes after a type throw', () => {
    const blob = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('base64'));
    const invalid = fc.tuple(fc.constantFrom(...keyTypes), blob).map(([type, base64]) => `${type} ${base64}`);
    fc.assert(fc.property(fc.oneof(fc.string(), invalid), (line) => void readPublicKey(line)));
    const fields = fc.array(fc.uint8Array({ maxLength: 70 }).map((bytes) => Buffer.from(bytes)));
    fc.assert(
      fc.property(
        fc.constantFrom(...keyTypes),
        fields,
        (type, all) => void readPublicKey(keyLine(type, all)),
      ),
    );
  });
});

function ecdsa(fields: (string | Buffer)[]): string {
  return keyLine('ecdsa-sha2-nistp256', fields);
}

function rsa(exponent: number[], bytes: number, last = 1): string {
  const modulus = Buffer.alloc(bytes + 1, 0xff);
  modulus[0] = 0;
  modulus[bytes] = last;
  return keyLine('ssh-rsa', [Buffer.from(exponent), modulus]);
}
