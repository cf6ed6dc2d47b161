import { generateKeyPairSync } from 'node:crypto';
import { exportJWK } from 'jose';
import type { AuthorityKind } from '@/lib/core/audit-event';
import { makeAuthority, writeAuthority } from '@/lib/ssh/authority';
import { publicKeyLine } from '@/lib/ssh/public-key';
import { makeX509Authority } from '@/lib/x509/authority';

/** Generates a key: the public part that targets need to verify its signatures, and the private key as PKCS #8 PEM. */
export async function generateAuthorityKey(
  kind: AuthorityKind,
  now: Date,
): Promise<{ publicPart: string; privatePem: string }> {
  switch (kind) {
    case 'Ssh': {
      const authority = makeAuthority();
      return { publicPart: publicKeyLine(authority.publicKey), privatePem: writeAuthority(authority) };
    }
    case 'X509': {
      const { certificate, privateKey } = await makeX509Authority(now);
      return { publicPart: certificate, privatePem: privateKey };
    }
    case 'Web': {
      const { privateKey, publicKey } = generateKeyPairSync('ed25519');
      const privatePem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
      return { publicPart: JSON.stringify(await exportJWK(publicKey)), privatePem };
    }
  }
}
