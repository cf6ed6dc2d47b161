import { decodeJwt, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { noteRefusal } from '@/lib/audit/note-refusal';
import { record } from '@/lib/audit/record';
import { type Context, newId } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { insertApiToken } from '@/lib/db/people/api-tokens';
import {
  findSigningInAccount,
  recordAccountSignIn,
  type ServiceAccountRow,
} from '@/lib/db/people/service-accounts';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { env } from '@/lib/env';
import { parse } from '@/lib/parse';
import { addressKey, requireWithin } from '@/lib/rate-limit';
import { fingerprint, newToken } from '@/lib/secrets';
import { KeysUnavailable, keysOf } from './service-account-keys';

const inputSchema = z.object({
  accountId: z.uuid(),
  /** a signed JWT of the account's provider */
  token: z.string().min(1).max(10_000),
});

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const longestHours = 1;
const tokenMinutes = 60;

/**
 * Signs a service account in by a JWT that its provider signed: for this server (`aud`, the address in NEXTAUTH_URL), of the
 * account (`sub` is its external id, and `email`, where there is one, its email), valid now and for an hour at most. Returns a
 * token that lasts an hour, of which the database stores the hash. `address` is the client's. Throws `invalid`,
 * `not-signed-in`, and `too-many-requests` when one account signs in too often.
 */
export async function signInServiceAccount(
  input: unknown,
  address?: string,
): Promise<{ token: string; expires: Date }> {
  const { accountId, token: assertion } = parse(inputSchema, input);
  // By address too, because everybody can know the id.
  await requireWithin('device-code', `${accountId} ${addressKey(address ?? '')}`);
  const account = await findSigningInAccount(accountId);
  if (!account) throw refused('there is no such account');
  const { organizationId, email } = account;
  const problem = account.disabledAt ? { why: 'it is disabled' } : await findProblem(account, assertion);
  if (problem) {
    const by = { organizationId, name: email, via: 'api', address } as const;
    noteRefusal({ kind: 'sign-in', by, doing: 'as a service account', why: problem.detail ?? problem.why });
    throw refused(problem.why);
  }
  return inTransaction(async (tx) => {
    if (!(await recordAccountSignIn(tx, accountId))) throw refused('it is disabled');
    const token = newToken();
    const expires = new Date((await databaseNow(tx)).getTime() + tokenMinutes * 60_000);
    const row = { id: newId(), organizationId, userId: accountId, name: 'service account', role: null };
    await insertApiToken(tx, { ...row, hash: fingerprint(token), expiresAt: expires });
    const actor = { kind: 'service-account', accountId } as const;
    const ctx: Context = { organizationId, actor, via: 'api', address };
    await record(tx, ctx, { action: 'sign-in-service-account', data: { email } }, { userId: accountId });
    return { token, expires };
  });
}

function refused(why: string): AccessError {
  return new AccessError('not-signed-in', `The service account can’t sign in: ${why}.`);
}

/** Why a token does not sign an account in, as the end of a sentence, with more for the log; null if it does. */
async function findProblem(
  account: ServiceAccountRow,
  assertion: string,
): Promise<{ why: string; detail?: string } | null> {
  try {
    // What the token says of itself is free to check. Its signature can cost a call.
    const stated = findClaimProblem(account, decodeJwt(assertion));
    if (stated) return { why: stated };
    await jwtVerify(assertion, keysOf(account), {
      algorithms,
      audience: audience(),
      maxTokenAge: `${longestHours}h`,
      requiredClaims: ['exp', 'iat', 'sub'],
      clockTolerance: 30,
      currentDate: await databaseNow(),
    });
    return null;
  } catch (error) {
    if (error instanceof KeysUnavailable)
      return { why: 'the keys of its provider can’t be loaded', detail: error.message };
    return { why: `its token is not valid (${error instanceof Error ? error.message : String(error)})` };
  }
}

function findClaimProblem({ externalId, email }: ServiceAccountRow, claims: JWTPayload): string | null {
  if (claims.sub !== externalId) return 'the sub of its token is not its external ID';
  if (claims.email !== undefined && String(claims.email).toLowerCase() !== email)
    return 'the email of its token is another one';
  if ((claims.exp ?? Number.POSITIVE_INFINITY) - (claims.iat ?? 0) > longestHours * 3600)
    return 'its token lasts longer than an hour';
  return null;
}

/** What the `aud` of a token has to be. */
function audience(): string {
  return env().publicUrl.origin;
}
