import { generateKeyPairSync } from 'node:crypto';

/** A P-256 key pair as PEM: the public key as SPKI, the private key as PKCS #8. */
type P256KeyPair = { publicPem: string; privatePem: string };

/** Generates a key pair for a client certificate. */
export function makeP256KeyPair(): P256KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { publicPem: publicKey, privatePem: privateKey };
}
