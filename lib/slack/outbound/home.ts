import { listRequests } from '@/lib/access/list-requests';
import type { Context } from '@/lib/context';
import { findSessionPerson } from '@/lib/directory/find-session-person';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { findLivingInstallation } from '@/lib/slack-installation/find-installation-for';
import { home } from '../blocks/home';
import { slackClient } from '../client';
import { describeFailure, failureOf, isPassing } from './failure';
import { accountOf } from './people';

/**
 * Draws somebody's Home tab from the state as it is now. Does nothing for whoever Slack can't place. Throws
 * when it should be tried again.
 */
export async function publishHome(whose: { installationId: string; userId: string }): Promise<void> {
  const installation = await findLivingInstallation(whose.installationId);
  const person = await findSessionPerson(whose.userId);
  const client = installation && (await slackClient(installation.id, 'job'));
  if (!client || person?.organizationId !== installation.organizationId) return;
  try {
    const { account } = await accountOf(client, installation, person.id);
    if (!account) return;
    const { organizationId } = installation;
    const ctx: Context = {
      organizationId,
      actor: { kind: 'user', userId: person.id, slack: account },
      via: 'slack',
    };
    const view = home(await homeOf(ctx, person.role === 'Admin'));
    await client.views.publish({ user_id: account.slackUserId, view });
  } catch (error) {
    const failure = failureOf(error);
    if (isPassing(failure)) throw new Error(`a Home tab was not drawn: ${describeFailure(failure)}`);
    log().warn({ why: describeFailure(failure) }, 'a Home tab was not drawn');
  }
}

async function homeOf(ctx: Context, isAdmin: boolean) {
  const pageSize = 20;
  const [live, own, waiting] = await Promise.all([
    listRequests(ctx, { whose: 'own', status: 'live', pageSize }),
    listRequests(ctx, { whose: 'own', pageSize }),
    isAdmin ? listRequests(ctx, { whose: 'all', status: 'waiting', pageSize: 100 }) : null,
  ]);
  return {
    live: live.requests,
    own: own.requests,
    waiting: waiting?.requests ?? null,
    now: own.now,
    consoleUrl: env().publicUrl.origin,
  };
}
