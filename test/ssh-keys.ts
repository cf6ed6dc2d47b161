import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type KeyType, type PublicKey, readPublicKey } from '@/lib/ssh/public-key';
import { WireWriter } from '@/lib/ssh/wire';

type Field = string | Buffer;

/** A new public key of this type, as `readPublicKey` reads it. The `sk-` types need no security key. */
export function samplePublicKey(type: KeyType): PublicKey {
  const key = readPublicKey(keyLine(type, keyFields(type)));
  if ('refused' in key) throw new Error(key.refused);
  return key;
}

/** The line of a key whose blob has these strings after its type, valid or not. */
export function keyLine(type: string, fields: readonly Field[]): string {
  const writer = new WireWriter().string(type);
  for (const field of fields) writer.string(field);
  return `${type} ${writer.bytes().toString('base64')}`;
}

/** The strings after the type in the blob of a new key. */
export function keyFields(type: KeyType): Field[] {
  switch (type) {
    case 'ssh-ed25519':
      return [edPoint()];
    case 'sk-ssh-ed25519@openssh.com':
      return [edPoint(), 'ssh:'];
    case 'sk-ecdsa-sha2-nistp256@openssh.com':
      return ['nistp256', ecPoint('P-256'), 'ssh:'];
    case 'ecdsa-sha2-nistp256':
      return ['nistp256', ecPoint('P-256')];
    case 'ecdsa-sha2-nistp384':
      return ['nistp384', ecPoint('P-384')];
    case 'ecdsa-sha2-nistp521':
      return ['nistp521', ecPoint('P-521')];
    case 'ssh-rsa':
      return rsaNumbers(2048);
  }
}

function edPoint(): Buffer {
  return decode(publicJwk(generateKeyPairSync('ed25519').publicKey).x);
}

function ecPoint(namedCurve: string): Buffer {
  const { x, y } = publicJwk(generateKeyPairSync('ec', { namedCurve }).publicKey);
  return Buffer.concat([Buffer.from([4]), decode(x), decode(y)]);
}

function rsaNumbers(modulusLength: number): Buffer[] {
  const { e, n } = publicJwk(generateKeyPairSync('rsa', { modulusLength }).publicKey);
  return [decode(e), Buffer.concat([Buffer.from([0]), decode(n)])];
}

function publicJwk(key: KeyObject) {
  return key.export({ format: 'jwk' });
}

function decode(base64url: string | undefined): Buffer {
  return Buffer.from(base64url ?? '', 'base64url');
}
