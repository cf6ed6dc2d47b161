import { generateKeyPairSync, sign } from 'node:crypto';
import { ed25519PublicKey } from './ed25519';
import { type PublicKey, publicKeyLine } from './public-key';

/** An Ed25519 key pair whose private key stays in this process. */
export type KeyPair = {
  publicKey: PublicKey;
  /** the line of a `.pub` file */
  publicLine: string;
  /** Returns an Ed25519 signature of 64 bytes. */
  sign(data: Buffer): Buffer;
};

/** Generates a key pair. */
export function makeKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = ed25519PublicKey(publicKey);
  return { publicKey: key, publicLine: publicKeyLine(key), sign: (data) => sign(null, data, privateKey) };
}
