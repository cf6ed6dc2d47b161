import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { type Context, newId } from '@/lib/context';
import { insertApiToken } from '@/lib/db/people/api-tokens';
import { findSessionPerson, type SessionPerson } from '@/lib/db/people/sessions';
import { findZliLogin, redeemZliLogin } from '@/lib/db/people/zli-logins';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { env } from '@/lib/env';
import { parse } from '@/lib/parse';
import { requireWithin } from '@/lib/rate-limit';
import { fingerprint, newToken } from '@/lib/secrets';
import { challengeOf } from './zli-codes';

const inputSchema = z.union([
  z.object({ deviceCode: z.string().min(1).max(200) }),
  z.object({ code: z.string().min(1).max(200), verifier: z.string().min(43).max(128) }),
]);

/** Why a sign-in can't be redeemed (the error codes of RFC 8628). */
export type ZliLoginError = 'authorization-pending' | 'expired-token' | 'access-denied';
type ZliToken = { token: string; expires: Date; person: SessionPerson };

/**
 * Redeems a sign-in of zli, once, for a personal token. It expires when a session of the console would that began at the
 * person's last sign-in, so no token outlasts what the identity provider said. The database stores only its hash.
 * `address` is the client's. Throws `invalid`, and `too-many-requests` when one code is tried too often.
 */
export async function signInZli(input: unknown, address?: string): Promise<ZliToken | ZliLoginError> {
  const codes = parse(inputSchema, input);
  const id = fingerprint('deviceCode' in codes ? codes.deviceCode : codes.code);
  await requireWithin('device-code', id);
  return inTransaction(async (tx) => {
    const now = await databaseNow(tx);
    const login = await findZliLogin(tx, id, now);
    const challenge = 'verifier' in codes ? challengeOf(codes.verifier) : null;
    if (!login || login.challenge !== challenge) return 'expired-token';
    if (!login.decided) return 'authorization-pending';
    if (!(await redeemZliLogin(tx, id))) return 'expired-token';
    const person = login.userId && (await findSessionPerson(login.userId, tx));
    if (!person) return 'access-denied';
    const token = newToken();
    const signedInAt = person.lastLoginAt?.getTime() ?? 0;
    const expires = new Date(signedInAt + env().sessionHours * 3_600_000);
    if (expires <= now) return 'expired-token';
    const { organizationId, email } = person;
    const row = { id: newId(), organizationId, userId: person.id, name: login.device, role: null };
    await insertApiToken(tx, { ...row, hash: fingerprint(token), expiresAt: expires });
    const ctx: Context = { organizationId, actor: { kind: 'user', userId: person.id }, via: 'zli', address };
    const data = { email, device: login.device };
    await record(tx, ctx, { action: 'sign-in-zli', data }, { userId: person.id });
    return { token, expires, person };
  });
}
