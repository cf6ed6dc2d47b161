import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { ed25519PublicKey } from './ed25519';
import type { PublicKey } from './public-key';

/** A certificate authority: the Ed25519 key that signs, and the public key that servers trust. */
export type Authority = { privateKey: KeyObject; publicKey: PublicKey };

/** Generates an authority. */
export function makeAuthority(): Authority {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: ed25519PublicKey(publicKey) };
}

/** The private key of an authority as PEM (PKCS #8, not encrypted). A secret: seal it before you store it. */
export function writeAuthority(authority: Authority): string {
  return authority.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

/** Reads the PEM of `writeAuthority`. Throws if it is not an Ed25519 key. */
export function readAuthority(pem: string): Authority {
  const privateKey = createPrivateKey(pem);
  return { privateKey, publicKey: ed25519PublicKey(createPublicKey(privateKey)) };
}
