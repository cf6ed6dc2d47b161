'use server';

import { endPersonAccess } from '@/lib/access/end-person-access';
import { linkSlackUser } from '@/lib/directory/link-slack-user';
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
    return done(
      input.role === 'Admin' ? 'They are an admin now.' : 'They are a user now, and no admin any more.',
    );
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
        ? 'Enabled: they can sign in again.'
        : 'Disabled: they are signed out, and their access has ended.',
    );
  });
}

export async function endPersonAccessAction(input: { userId: string }): Promise<ActionResult> {
  return runAction('end-person-access', async (ctx) => {
    const { email, ended, cancelled } = await endPersonAccess(ctx, input);
    return done(
      ended + cancelled === 0
        ? `There was nothing to end: ${email} has no live access and waits for none.`
        : `Ended for ${email}: ${ended} live, ${cancelled} waiting.`,
    );
  });
}

export async function linkSlackUserAction(input: { token: string }): Promise<ActionResult> {
  return runWithoutRefresh('link-slack-user', async (ctx) => {
    await linkSlackUser(ctx, input);
    return done('Linked. Go back to Slack and press the button again.');
  });
}
