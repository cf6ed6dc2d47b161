import { generateKeyPairSync, sign } from 'node:crypto';
import { ed25519PublicKey } from './ed25519';
import { type PublicKey, publicKeyLine } from './public-key';

/** An Ed25519 key pair whose private half stays in this process. */
export type KeyPair = {
  publicKey: PublicKey;
  /** The public key's line, as in a `.pub` file. */
  publicLine: string;
  /** The Ed25519 signature of the data: 64 bytes. */
  sign(data: Buffer): Buffer;
};

/** Makes a key pair that is gone when the process ends. */
export function makeKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = ed25519PublicKey(publicKey);
  return { publicKey: key, publicLine: publicKeyLine(key), sign: (data) => sign(null, data, privateKey) };
}
