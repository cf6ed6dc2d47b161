import { z } from 'zod';
import { requirePerson } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { decideZliLogin, findWaitingLogin, insertZliLogin } from '@/lib/db/people/zli-logins';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { fingerprint, newToken } from '@/lib/secrets';
import { deviceName } from './begin-zli-login';
import { readUserCode } from './zli-codes';

const byCode = z.object({ userCode: z.string().max(100).transform(readUserCode) });
const byBrowser = z.object({
  device: deviceName,
  challenge: z.string().regex(/^[\w-]{43}$/, 'Start again with zli login.'),
});

// The browser hands it over at once.
const browserCodeSeconds = 60;

/** The sign-in that waits for a typed code. Throws `not-found` when there is none, or its time is over. */
export async function findZliLoginRequest(ctx: Context, input: unknown): Promise<{ device: string }> {
  const { userCode } = parse(byCode, input);
  await requirePerson(ctx);
  return (await findWaitingLogin(userCode, await databaseNow())) ?? noSuchCode();
}

/**
 * Lets zli on another computer act for the person, or not: answers the sign-in of a typed code. Throws
 * `not-found` when it does not wait any more. The sign-in itself is recorded when it is redeemed.
 */
export async function answerZliLogin(ctx: Context, input: unknown): Promise<{ device: string }> {
  const { allow, userCode } = parse(byCode.extend({ allow: z.boolean() }), input);
  return inTransaction(async (tx) => {
    const person = await requirePerson(ctx, tx);
    const decided = { userId: allow ? person.id : null, at: await databaseNow(tx) };
    return (await decideZliLogin(tx, userCode, decided)) ?? noSuchCode();
  });
}

/**
 * Lets zli on this computer act for the person: the code that their browser carries to it. Worth nothing
 * without the verifier that only that zli has.
 */
export async function allowZli(ctx: Context, input: unknown): Promise<{ code: string }> {
  const { device, challenge } = parse(byBrowser, input);
  const code = newToken();
  await inTransaction(async (tx) => {
    const { id: userId } = await requirePerson(ctx, tx);
    const decidedAt = await databaseNow(tx);
    const expiresAt = new Date(decidedAt.getTime() + browserCodeSeconds * 1000);
    const login = { id: fingerprint(code), userCode: null, challenge, device, expiresAt, userId, decidedAt };
    await insertZliLogin(tx, login);
  });
  return { code };
}

function noSuchCode(): never {
  throw new AccessError('not-found', 'No zli waits with this code. Start again with zli login --device.');
}
