import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdmin } from '@/lib/authorization/require-person';
import { type Context, newId } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { insertApiToken } from '@/lib/db/people/api-tokens';
import { inTransaction, isPrismaError } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { fingerprint } from '@/lib/secrets';

const inputSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Give the key a name.')
    .max(200, 'Keep the name below 200 characters.')
    .regex(/^[^\p{Control}]*$/u, 'Keep the name on one line.'),
  role: z.enum(['User', 'Admin'], 'The role is User or Admin.').default('User'),
});

/** `secret` is base64 and shown once: only its hash is stored. */
export type CreatedApiKey = { id: string; name: string; secret: string };

/**
 * Makes an API key, by which a program reads what its role may see. An operator at the machine may make the
 * first one; otherwise an admin does. Throws `invalid`, `forbidden`, or `name-taken` while one of that name
 * is alive.
 */
export async function createApiKey(ctx: Context, input: unknown): Promise<CreatedApiKey> {
  const { name, role } = parse(inputSchema, input);
  const { organizationId } = ctx;
  const secret = randomBytes(32).toString('base64');
  const id = newId();
  try {
    await inTransaction(async (tx) => {
      const isOperator = ctx.actor.kind === 'system' && ctx.via === 'operator';
      if (!isOperator) await requireAdmin(ctx, tx);
      const key = { id, organizationId, userId: null, name, role, expiresAt: null };
      await insertApiToken(tx, { ...key, hash: fingerprint(secret) });
      await record(tx, ctx, { action: 'create-api-key', data: { name, role } });
    });
  } catch (error) {
    if (!isPrismaError(error, 'P2002')) throw error;
    const message = `There is an API key called ${name}. Take another name, or revoke that one.`;
    throw new AccessError('name-taken', message, { faults: [{ path: 'name', message }] });
  }
  return { id, name, secret };
}
