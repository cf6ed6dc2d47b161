import { isRefusedCall, noteRefusedCall } from '@/lib/audit/note-refusal';
import { findInstallationOfTeam } from '@/lib/db/slack/installations';
import type { SlackActor, SlackSender } from './slack-actor';

/** Notes an action in Slack, if the error is a refusal; others cost no query. `actor` is null when the sender matches no person. */
export async function noteRefusedAction(
  error: unknown,
  sender: SlackSender,
  actor: Pick<SlackActor, 'ctx'> | null,
  doing: string,
): Promise<void> {
  if (!isRefusedCall(error)) return;
  if (actor) return noteRefusedCall(error, actor.ctx, doing);
  const { teamId, slackUserId } = sender;
  const organizationId = (await findInstallationOfTeam(teamId))?.organizationId ?? null;
  noteRefusedCall(error, { organizationId, name: `the Slack account ${slackUserId}`, via: 'slack' }, doing);
}
