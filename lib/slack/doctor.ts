import type { WebClient } from '@slack/web-api';
import { getSeal } from '@/lib/audit/get-seal';
import type { Context } from '@/lib/context';
import { type Check, type DoctorFacts, diagnose } from '@/lib/core/slack/diagnosis';
import type { InstallationRow } from '@/lib/db/slack/installations';
import { getIntegrationHealth } from '@/lib/slack-installation/get-integration-health';
import { slackClient } from './client';
import { missingScopes } from './install/scopes';
import { readLogChannel } from './outbound/read-log-channel';
import { describeFailure, toSlackFailure } from './outbound/slack-failure';

/** Checks an integration on both sides, here and in Slack. Admins only. Throws `forbidden`, `not-integrated`. */
export async function runDoctor(ctx: Context): Promise<Check[]> {
  const [{ installation, ...facts }, audit] = await Promise.all([getIntegrationHealth(ctx), getSeal(ctx)]);
  const client = await slackClient(installation.id);
  const slack = client ? await checkSlack(client, installation) : noToken;
  return diagnose({ ...slack, ...facts, audit });
}

type SlackFacts = Pick<DoctorFacts, 'tokenRefused' | 'missingScopes' | 'channel'>;

const noToken: SlackFacts = {
  tokenRefused: { why: 'The token for the workspace is missing.', isDead: true },
  missingScopes: [],
  channel: { why: 'Slack can’t be checked without a token.' },
};

async function checkSlack(client: WebClient, installation: InstallationRow): Promise<SlackFacts> {
  const { scopes, tokenRefused } = await checkToken(client, installation.scopes);
  const channel = await checkChannel(client, installation);
  return { tokenRefused, missingScopes: missingScopes(scopes), channel };
}

async function checkToken(
  client: WebClient,
  stored: readonly string[],
): Promise<{ tokenRefused: DoctorFacts['tokenRefused']; scopes: readonly string[] }> {
  try {
    const { response_metadata } = await client.auth.test();
    // The scopes of an answer are newer than those stored at the installation.
    return { tokenRefused: null, scopes: response_metadata?.scopes ?? stored };
  } catch (error) {
    const failure = toSlackFailure(error);
    return {
      tokenRefused: { why: `${describeFailure(failure)}.`, isDead: failure.kind === 'invalid-token' },
      scopes: stored,
    };
  }
}

async function checkChannel(
  client: WebClient,
  { logChannelId, logChannelName }: InstallationRow,
): Promise<DoctorFacts['channel']> {
  if (logChannelId === null) return 'not-created';
  try {
    const facts = await readLogChannel(client, logChannelId);
    return facts === 'lost' ? facts : { ...facts, name: facts.name ?? logChannelName ?? 'The log channel' };
  } catch (error) {
    return { why: `${describeFailure(toSlackFailure(error))}.` };
  }
}
