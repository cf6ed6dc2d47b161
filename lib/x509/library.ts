import 'reflect-metadata'; // @peculiar/x509 needs it
import * as X509 from '@peculiar/x509';

X509.cryptoProvider.set(globalThis.crypto);

export { X509 };

/** The key type of authorities and clients: small, fast, and supported by every server. */
export const p256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
