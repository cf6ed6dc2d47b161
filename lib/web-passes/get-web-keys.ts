import { z } from 'zod';
import { AccessError } from '@/lib/core/error';
import { findTrustedAuthorities } from '@/lib/db/connections/credentials';
import { databaseNow } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

/** A public key of Ed25519 (RFC 8037). */
type WebKey = { kty: string; crv: string; x: string; kid: string; alg: 'EdDSA'; use: 'sig' };

const inputSchema = z.object({ organizationId: z.uuid() });

/** Returns the public keys for identities of web apps as a JWK Set (RFC 7517). Throws `not-found`. */
export async function getWebKeys(input: unknown): Promise<{ keys: WebKey[] }> {
  const { organizationId } = parse(inputSchema, input);
  const authorities = await findTrustedAuthorities({ organizationId, kind: 'Web' }, await databaseNow());
  if (authorities.length === 0) throw new AccessError('not-found', 'Keys not found.');
  const keys = authorities.map(
    ({ id, publicPart }): WebKey => ({
      ...JSON.parse(publicPart),
      kid: id,
      alg: 'EdDSA',
      use: 'sig',
    }),
  );
  return { keys };
}
