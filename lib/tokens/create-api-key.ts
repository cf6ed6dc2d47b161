import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { findCreatorId } from '@/lib/authorization/find-creator-id';
import { requireAccountManager } from '@/lib/authorization/require-account-manager';
import { type Context, isOperator, newId } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { insertApiToken } from '@/lib/db/people/api-tokens';
import { writeCreator } from '@/lib/db/people/people';
import { databaseNow, inTransaction, isPrismaError } from '@/lib/db/transaction';
import { nameField } from '@/lib/name-fields';
import { parse } from '@/lib/parse';
import { fingerprint } from '@/lib/secrets';

const inputSchema = z.object({
  name: nameField,
  /** `Registration` is a key with which servers register themselves, and nothing else */
  role: z
    .enum(['User', 'Admin', 'Registration'], 'Choose the role User, Admin or Registration.')
    .default('User'),
  /** after how many days it expires; null for a key that lasts until it is revoked */
  days: z.number().int().min(1).max(3650).nullable().default(null),
});

/** How much of a key its list shows: too little to guess the rest, which has 232 bits. */
const hintLength = 4;

/** `secret` is base64 and returned only once: the database stores its hash. */
export type CreatedApiKey = { id: string; name: string; secret: string };

/**
 * Creates an API key, with which a program can do what its role can, or a registration key. Admins, admin API keys, and the operator at the
 * server's command line. Throws `invalid`, `forbidden`, or `name-taken` if a key that is not revoked has
 * that name.
 */
export async function createApiKey(ctx: Context, input: unknown): Promise<CreatedApiKey> {
  const { name, days, ...given } = parse(inputSchema, input);
  const isRegistrationKey = given.role === 'Registration';
  const role = given.role === 'Registration' ? 'User' : given.role;
  const { organizationId } = ctx;
  const secret = randomBytes(32).toString('base64');
  const id = newId();
  try {
    await inTransaction(async (tx) => {
      if (!isOperator(ctx)) await requireAccountManager(ctx, tx);
      const expiresAt =
        days === null ? null : new Date((await databaseNow(tx)).getTime() + days * 86_400_000);
      const key = { id, organizationId, userId: null, name, role, isRegistrationKey, expiresAt };
      await insertApiToken(tx, { ...key, hash: fingerprint(secret), hint: secret.slice(0, hintLength) });
      await writeCreator(tx, organizationId, id, await findCreatorId(ctx, tx));
      await record(tx, ctx, { action: 'create-api-key', data: { name, role, isRegistrationKey, days } });
    });
  } catch (error) {
    if (!isPrismaError(error, 'P2002')) throw error;
    throw apiKeyNameTaken(name);
  }
  return { id, name, secret };
}

/** Another API key that is not revoked has the name. */
export function apiKeyNameTaken(name: string): AccessError {
  const message = `An API key named ${name} exists. Choose another name, or revoke that key.`;
  return new AccessError('name-taken', message, { faults: [{ path: 'name', message }] });
}
