import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requirePerson } from '@/lib/authorization/require-person';
import { type Context, newId } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { findOrganization } from '@/lib/db/people/organizations';
import {
  type DeviceLogin,
  decideZliLogin,
  findPendingZliLogin,
  insertZliLogin,
} from '@/lib/db/people/zli-logins';
import { findInstallation } from '@/lib/db/slack/installations';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { sendJob } from '@/lib/outbox/send-job';
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
 * Finds the pending sign-in for a user code. Throws `not-found` if there is none or it has expired, `forbidden` if the
 * organization has switched device login off, and `too-many-requests` to a person who tries too many.
 */
export async function findZliLoginRequest(ctx: Context, input: unknown): Promise<DeviceLogin> {
  const { userCode } = parse(byCode, input);
  const { id } = await requirePerson(ctx);
  await requireWithin('user-code', id);
  await requireDeviceLogin(ctx);
  return (await findPendingZliLogin(userCode, await databaseNow())) ?? codeNotFound();
}

/**
 * Approves or denies the sign-in of zli on another computer, by its user code. A person who approves is notified in Slack,
 * so that they notice a code that they were talked into typing. Throws `not-found` if it is no longer pending, and
 * `forbidden` if the organization has switched device login off.
 */
export async function answerZliLogin(ctx: Context, input: unknown): Promise<{ device: string }> {
  const { allow, userCode } = parse(byCode.extend({ allow: z.boolean() }), input);
  return inTransaction(async (tx) => {
    const person = await requirePerson(ctx, tx);
    await requireWithin('user-code', person.id);
    await requireDeviceLogin(ctx, tx);
    const decided = { userId: allow ? person.id : null, at: await databaseNow(tx) };
    const login = (await decideZliLogin(tx, userCode, decided)) ?? codeNotFound();
    const { device, address } = login;
    const data = { email: person.email, device, address, allowed: allow };
    await record(tx, ctx, { action: 'decide-device-login', data }, { userId: person.id });
    const installation = allow ? await findInstallation(ctx.organizationId, tx) : null;
    if (installation) {
      const about = { id: newId(), installationId: installation.id, userId: person.id, device, address };
      await sendJob(tx, 'notify-device-login', about);
    }
    return { device };
  });
}

async function requireDeviceLogin({ organizationId }: Context, tx?: Tx): Promise<void> {
  const { deviceLogin } = await findOrganization(organizationId, tx);
  if (deviceLogin) return;
  throw new AccessError(
    'forbidden',
    'Your organization has switched sign-in by code off. Run zli login on a computer with a browser.',
  );
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
