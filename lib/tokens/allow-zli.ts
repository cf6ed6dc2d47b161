import { z } from 'zod';
import { requirePerson } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { decideZliLogin, findPendingZliLogin, insertZliLogin } from '@/lib/db/people/zli-logins';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { requireWithin } from '@/lib/rate-limit';
import { fingerprint, newToken } from '@/lib/secrets';
import { deviceName } from './begin-zli-login';
import { readUserCode } from './zli-codes';

const byCode = z.object({ userCode: z.string().max(100).transform(readUserCode) });
const byBrowser = z.object({
  device: deviceName,
  challenge: z.string().regex(/^[\w-]{43}$/, 'The link is not valid. Run zli login again.'),
});

// The browser redirects to zli immediately.
const browserCodeSeconds = 60;

/**
 * Finds the pending sign-in for a user code. Throws `not-found` if there is none or it has expired, and
 * `too-many-requests` to a person who tries too many.
 */
export async function findZliLoginRequest(ctx: Context, input: unknown): Promise<{ device: string }> {
  const { userCode } = parse(byCode, input);
  const { id } = await requirePerson(ctx);
  await requireWithin('user-code', id);
  return (await findPendingZliLogin(userCode, await databaseNow())) ?? codeNotFound();
}

/**
 * Approves or denies the sign-in of zli on another computer, by its user code. The audit event is recorded when the
 * sign-in is redeemed. Throws `not-found` if it is no longer pending.
 */
export async function answerZliLogin(ctx: Context, input: unknown): Promise<{ device: string }> {
  const { allow, userCode } = parse(byCode.extend({ allow: z.boolean() }), input);
  return inTransaction(async (tx) => {
    const person = await requirePerson(ctx, tx);
    await requireWithin('user-code', person.id);
    const decided = { userId: allow ? person.id : null, at: await databaseNow(tx) };
    return (await decideZliLogin(tx, userCode, decided)) ?? codeNotFound();
  });
}

/**
 * Approves the sign-in of zli on this computer. Returns the code that the browser passes to zli; it can be redeemed
 * only with the verifier that zli keeps. Throws `invalid`.
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

function codeNotFound(): never {
  throw new AccessError('not-found', 'This code is not valid or has expired. Run zli login --device again.');
}
