import { listRequests } from '@/lib/access/list-requests';
import type { Context } from '@/lib/context';
import { findInstallationById } from '@/lib/db/slack/installations';
import type { SlackRole } from '@/lib/directory/find-slack-account';
import { log } from '@/lib/log';
import type { Jobs } from '@/lib/outbox/queues';
import { homeView } from '../blocks/home-view';
import { slackClient } from '../client';
import { consoleUrl } from '../console-url';
import { findMentions } from './request-input';
import { resolveAccount } from './slack-accounts';
import { describeFailure, isTransient, toSlackFailure } from './slack-failure';

/**
 * Renders a user's Home tab from the current state. Does nothing when the user has no usable Slack account.
 * Throws when the job should be retried.
 */
export async function publishHome({ installationId, userId }: Jobs['publish-home']): Promise<void> {
  const installation = await findInstallationById(installationId);
  const client = installation && (await slackClient(installation.id, 'job'));
  if (!client) return;
  try {
    const resolved = await resolveAccount(client, installation, userId);
    if (!resolved.account) return;
    const { account, role } = resolved;
    const { organizationId } = installation;
    const ctx: Context = { organizationId, actor: { kind: 'user', userId, slack: account }, via: 'slack' };
    await client.views.publish({
      user_id: account.slackUserId,
      view: homeView(await loadHome(ctx, installation.teamId, role)),
    });
  } catch (error) {
    const failure = toSlackFailure(error);
    if (isTransient(failure)) throw new Error(`a Home tab was not published: ${describeFailure(failure)}`);
    log().warn({ why: describeFailure(failure) }, 'a Home tab was not published');
  }
}

async function loadHome(ctx: Context, teamId: string, role: SlackRole) {
  const pageSize = 20;
  const [active, own, pending] = await Promise.all([
    listRequests(ctx, { whose: 'own', status: 'live', pageSize }),
    listRequests(ctx, { whose: 'own', pageSize }),
    role === 'admin' ? listRequests(ctx, { whose: 'all', status: 'waiting', pageSize: 100 }) : null,
  ]);
  return {
    active: active.requests,
    own: own.requests,
    pending: role === 'unlinked-admin' ? ('link-first' as const) : pending,
    now: own.now,
    consoleUrl: consoleUrl(),
    mentions: await findMentions(teamId, [...own.requests, ...(pending?.requests ?? [])]),
  };
}
