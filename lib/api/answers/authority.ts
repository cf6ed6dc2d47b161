import { z } from 'zod';
import { id, listOf } from './common';

/** A JWK Set (RFC 7517) of Ed25519 keys. */
export const webKeysAnswer = z
  .object({
    keys: listOf(
      z.object({
        kty: z.string(),
        crv: z.string(),
        x: z.string(),
        kid: id,
        alg: z.literal('EdDSA'),
        use: z.literal('sig'),
      }),
    ),
  })
  .meta({ id: 'WebKeys' });
