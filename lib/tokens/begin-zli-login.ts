import { z } from 'zod';
import { isOneLine } from '@/lib/core/one-line';
import { insertZliLogin } from '@/lib/db/people/zli-logins';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { fingerprint, newToken } from '@/lib/secrets';
import { loginMinutes, newUserCode } from './zli-codes';

/** The name of a computer, shown to the person who approves its sign-in. */
export const deviceName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine(isOneLine, 'Enter a device name on one line, without invisible characters.');

const inputSchema = z.object({ device: deviceName });

/**
 * Begins a sign-in of zli on a computer without a browser: a person enters `userCode` in the console, and zli redeems
 * `deviceCode`. It expires after `loginMinutes`. The caller needs no authentication; the
 * person sees `address`, the caller's. Throws `invalid`.
 */
export async function beginZliLogin(
  input: unknown,
  address?: string,
): Promise<{ deviceCode: string; userCode: string }> {
  const { device } = parse(inputSchema, input);
  const deviceCode = newToken();
  const userCode = newUserCode();
  await inTransaction(async (tx) => {
    const expiresAt = new Date((await databaseNow(tx)).getTime() + loginMinutes * 60_000);
    const id = fingerprint(deviceCode);
    await insertZliLogin(tx, { id, userCode, challenge: null, device, address: address ?? null, expiresAt });
  });
  return { deviceCode, userCode };
}
