'use server';

import { endPersonAccess } from '@/lib/access/end-person-access';
import { changeEmail } from '@/lib/directory/change-email';
import { decideIdentity } from '@/lib/directory/decide-identity';
import { type LinkedAccount, linkSlackUser } from '@/lib/directory/link-slack-user';
import { setRole } from '@/lib/directory/set-role';
import { setUserEnabled } from '@/lib/directory/set-user-enabled';
import { type ActionResult, done } from '../action-result';
import { runAction, runWithoutRefresh } from '../run-action';

export async function setRoleAction(input: {
  userId: string;
  role: 'User' | 'Admin';
}): Promise<ActionResult> {
  return runAction('set-role', async (ctx) => {
    await setRole(ctx, input);
    return done(input.role === 'Admin' ? 'Admin role added.' : 'Admin role removed.');
  });
}

export async function setUserEnabledAction(input: {
  userId: string;
  enabled: boolean;
}): Promise<ActionResult> {
  return runAction('set-user-enabled', async (ctx) => {
    await setUserEnabled(ctx, input);
    return done(
      input.enabled
        ? 'Enabled. They can sign in again.'
        : 'Disabled. They are signed out and their access has ended.',
    );
  });
}

export async function changeEmailAction(input: unknown): Promise<ActionResult> {
  return runAction('change-email', async (ctx) => {
    const { email } = await changeEmail(ctx, input);
    return done(`Email changed to ${email}.`);
  });
}

export async function endPersonAccessAction(input: { userId: string }): Promise<ActionResult> {
  return runAction('end-person-access', async (ctx) => {
    const { email, ended, cancelled } = await endPersonAccess(ctx, input);
    return done(
      ended + cancelled === 0
        ? `${email} has no active access and no pending requests.`
        : `Access of ${email}: ${ended} ended. Pending requests: ${cancelled} cancelled.`,
    );
  });
}

export async function linkSlackUserAction(input: { token: string }): Promise<ActionResult<LinkedAccount>> {
  return runWithoutRefresh('link-slack-user', async (ctx) => {
    const linked = await linkSlackUser(ctx, input);
    const next = linked.pending.length === 0 ? '' : ' Press the button there again, or decide here.';
    return done(`Slack account linked.${next}`, linked);
  });
}

export async function decideIdentityAction(input: {
  claimId: string;
  confirm: boolean;
}): Promise<ActionResult> {
  return runAction('decide-identity', async (ctx) => {
    const { email } = await decideIdentity(ctx, input);
    return done(
      input.confirm
        ? `Confirmed. ${email} can sign in with it now.`
        : 'Refused. It can’t sign in as this person.',
    );
  });
}
