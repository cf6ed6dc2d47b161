import { z } from 'zod';
import { insertZliLogin } from '@/lib/db/people/zli-logins';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { fingerprint, newToken } from '@/lib/secrets';
import { loginMinutes, newUserCode } from './zli-codes';

/** What a computer calls itself; shown to whoever is asked to allow it. */
export const deviceName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Control}]*$/u, 'Keep it on one line.');

const inputSchema = z.object({ device: deviceName });

/**
 * Begins a sign-in of zli on a computer without a browser: somebody types `userCode` in the console, the
 * computer redeems `deviceCode`. It is good for `loginMinutes`. Nobody has to be signed in for it.
 */
export async function beginZliLogin(input: unknown): Promise<{ deviceCode: string; userCode: string }> {
  const { device } = parse(inputSchema, input);
  const deviceCode = newToken();
  const userCode = newUserCode();
  await inTransaction(async (tx) => {
    const expiresAt = new Date((await databaseNow(tx)).getTime() + loginMinutes * 60_000);
    await insertZliLogin(tx, { id: fingerprint(deviceCode), userCode, challenge: null, device, expiresAt });
  });
  return { deviceCode, userCode };
}
