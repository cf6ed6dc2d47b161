import 'reflect-metadata'; // the library needs it before it is loaded
import * as X509 from '@peculiar/x509';

X509.cryptoProvider.set(globalThis.crypto);

export { X509 };

/** The one kind of key: small, quick, and known to every server. */
export const p256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
