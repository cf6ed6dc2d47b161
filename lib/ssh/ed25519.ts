import type { KeyObject } from 'node:crypto';
import type { PublicKey } from './public-key';
import { WireWriter } from './wire';

/** The name of Ed25519 in keys and signatures (RFC 8709). */
export const ed25519 = 'ssh-ed25519';

/** Converts a public key of node:crypto to OpenSSH's format. Throws if it is not an Ed25519 key. */
export function ed25519PublicKey(key: KeyObject): PublicKey {
  if (key.asymmetricKeyType !== 'ed25519')
    throw new Error(`expected an Ed25519 key, got ${key.asymmetricKeyType ?? key.type}`);
  const { x = '' } = key.export({ format: 'jwk' });
  const blob = new WireWriter(64).string(ed25519).string(Buffer.from(x, 'base64url')).bytes();
  return { type: ed25519, blob };
}

/** Writes an Ed25519 signature (64 bytes) in SSH's format: the algorithm, then the bytes. */
export function writeEd25519Signature(writer: WireWriter, signature: Uint8Array): void {
  writer.string(ed25519).string(signature);
}
