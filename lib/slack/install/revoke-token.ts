import type { WebClient } from '@slack/web-api';
import {
  findInstallationOfTeam,
  findInstallationPlace,
  type InstallationPlace,
} from '@/lib/db/slack/installations';
import { deleteTokenToRevoke } from '@/lib/db/slack/tokens-to-revoke';
import { log } from '@/lib/log';
import { listStaleCopies } from '@/lib/outbox/list-stale-copies';
import type { MessageKind } from '@/lib/outbox/notify';
import { openTokenToRevoke } from '@/lib/slack-installation/open-bot-token';
import { channelEnded } from '../blocks/channel-ended';
import { renderMessage } from '../blocks/render-message';
import { newClient } from '../client';
import { consoleUrl } from '../console-url';
import { findPostedMessage, postMessage, updateMessage } from '../outbound/post-message';
import { requestInput } from '../outbound/request-input';
import { describeFailure, isTransient, toSlackFailure } from '../outbound/slack-failure';

/**
 * Revokes the token of a removed installation, and erases it here. Before that, the token updates the messages that the
 * removal cancelled (R13), and ends the log channel with a line. Revokes nothing once the workspace is connected again, since that would stop the new
 * installation. Throws when the job should be retried.
 */
export async function revokeToken(installationId: string): Promise<void> {
  if (!(await isIntegratedAgain(installationId))) await revoke(installationId);
  await deleteTokenToRevoke(installationId);
}

async function revoke(installationId: string): Promise<void> {
  const token = await openTokenToRevoke(installationId);
  if (token === null) return;
  const client = newClient(token, 'job');
  const place = await findInstallationPlace(installationId);
  if (place) {
    await updateStaleCopies(client, { installationId, teamId: place.teamId });
    await endLogChannel(client, installationId, place);
  }
  try {
    await client.auth.revoke();
  } catch (error) {
    const failure = toSlackFailure(error);
    if (isTransient(failure)) throw new Error(`a token was not revoked: ${describeFailure(failure)}`);
    // An invalid token is the goal.
    if (failure.kind !== 'invalid-token')
      log().warn({ why: describeFailure(failure) }, 'a token was not revoked');
  }
}

/** Removes the buttons from the cards of cancelled requests. A failure is logged and not retried. */
async function updateStaleCopies(
  client: WebClient,
  { installationId, teamId }: { installationId: string; teamId: string },
): Promise<void> {
  for (const { kind, channel, ts, request, now } of await listStaleCopies(installationId)) {
    try {
      await updateMessage(
        client,
        { channel, ts },
        renderMessage(kind as MessageKind, await requestInput({ teamId }, request, now)),
      );
    } catch (error) {
      log().warn(
        { why: describeFailure(toSlackFailure(error)) },
        'a message was not updated before its token was revoked',
      );
    }
  }
}

/** Posts the last line of the log channel, unless a job that was retried has done so. A failure is logged and not retried. */
async function endLogChannel(
  client: WebClient,
  installationId: string,
  { botUserId, logChannelId, removedAt }: InstallationPlace,
): Promise<void> {
  if (logChannelId === null || removedAt === null) return;
  try {
    const lost = { messageId: installationId, botUserId, since: removedAt };
    const found = await findPostedMessage(client, logChannelId, lost);
    if (typeof found !== 'string') return;
    await postMessage(
      client,
      logChannelId,
      { id: installationId },
      channelEnded({ consoleUrl: consoleUrl() }),
    );
  } catch (error) {
    log().warn({ why: describeFailure(toSlackFailure(error)) }, 'the log channel has no last line');
  }
}

async function isIntegratedAgain(installationId: string): Promise<boolean> {
  const place = await findInstallationPlace(installationId);
  return place !== null && (await findInstallationOfTeam(place.teamId)) !== null;
}
