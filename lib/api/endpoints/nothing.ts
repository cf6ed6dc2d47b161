import { z } from 'zod';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { getApiOrganization } from '@/lib/directory/get-api-organization';
import { emptyListAnswer, mfaAnswer, oktaKeysAnswer } from '../answers/nothing';
import { type Endpoint, endpoint, type Method } from '../endpoint';
import { HttpError } from '../errors';
import { listParam, numberParam, textParam, timeParam } from '../query-fields';

/** A list of what this server does not have, for everyone who can sign in. Its filters are known, so they are accepted. */
function emptyList(name: `${Method} ${string}`, what: string, query: z.ZodObject = z.object({})): Endpoint {
  const summary = `List ${what}: always empty, because this server has none`;
  return endpoint(name, { summary, query, answer: emptyListAnswer, forEveryone: true }, ({ ctx }) =>
    answer(ctx, []),
  );
}

async function answer<T>(ctx: Context, value: T): Promise<T> {
  await getApiOrganization(ctx);
  return value;
}

const connectionEvents = z.object({
  subjectIds: listParam,
  subjectTypes: listParam,
  userNames: listParam,
  isAdmin: textParam,
  ipAddresses: listParam,
  startTimestamp: timeParam,
  endTimestamp: timeParam,
  eventCount: numberParam,
  connectionIds: listParam,
  spaceIds: listParam,
  spaceNames: listParam,
  targetIds: listParam,
  targetNames: listParam,
  targetTypes: listParam,
  targetUsers: listParam,
  environmentIds: listParam,
  environmentNames: listParam,
});

/** This server has no second factor: the identity provider checks it. */
function noMfa(name: `${Method} ${string}`): Endpoint {
  const summary = 'Get the second factor: always off, because the identity provider checks it';
  const none = { enabled: false as const, verified: false, sessionVerified: null, gracePeriodEndTime: null };
  return endpoint(name, { summary, answer: mfaAnswer, forEveryone: true }, ({ ctx }) => answer(ctx, none));
}

/** What this server will not do, for everyone who can sign in: 501, and `why`, a sentence. */
function notOffered(name: `${Method} ${string}`, why: string): Endpoint {
  const refuse = endpoint(name, { summary: 'Not offered', answer: z.never() }, async ({ ctx }) => {
    await getApiOrganization(ctx);
    const message = `This server does not offer ${name.replace(' ', ' /api/v2/')}. ${why}`;
    throw new HttpError(501, 'not-offered', message);
  });
  return { ...refuse, contract: null };
}

const noAgent = 'No agent of it runs on targets.';
const opensNothing = 'No agent of it runs on targets, which would open this connection from there.';
const noSecondFactor = 'The identity provider checks the second factor.';
const groupsWithSignIn = 'Groups come with each sign-in, so it has no credentials of a directory.';
// The answer has the manifest of an agent for the cluster, and the token with which that agent registers it.
const noKubeAgent =
  'The answer would be the manifest of an agent, and there is none. Register the cluster in the console, and follow its set-up: it trusts a certificate authority.';

/** A recording, for everyone who can sign in: 404, because this server records no session. */
function noRecording(name: `${Method} ${string}`): Endpoint {
  const miss = endpoint(name, { summary: 'No recording', answer: z.never() }, async ({ ctx }) => {
    await getApiOrganization(ctx);
    throw new AccessError('not-found', 'There is no recording: this server records no sessions.');
  });
  return { ...miss, contract: null };
}

/** What BastionZero has and this server has not, because it has no agents, recordings and second factor. */
export const nothingEndpoints = [
  emptyList(
    'GET agents',
    'agents',
    z.object({
      agentTypes: listParam,
      agentStatuses: listParam,
      environmentName: textParam,
      name: textParam,
      agentIds: listParam,
    }),
  ),
  emptyList('GET events/command', 'commands', connectionEvents.extend({ commandSearch: textParam })),
  emptyList('GET events/kube', 'commands on clusters'),
  emptyList(
    'GET events/agent-status-change',
    'changes of agents',
    z.object({ targetId: textParam, startTimestamp: timeParam, endTimestamp: timeParam }),
  ),
  emptyList('GET session-recordings', 'session recordings'),
  noRecording('GET session-recordings/{id}'),
  noRecording('DELETE session-recordings/{id}'),
  endpoint(
    'GET okta-public-keys',
    {
      summary: 'List the keys of Okta: always empty, because this server needs none',
      answer: oktaKeysAnswer,
      forEveryone: true,
    },
    ({ ctx }) => answer(ctx, { keys: [] }),
  ),
  noMfa('GET mfa/me'),
  noMfa('GET mfa/{id}'),
  notOffered('DELETE organization/groups/credentials', groupsWithSignIn),
  notOffered(
    'POST organization/invalidate-keycloak',
    'What it keeps of the identity provider ends with its process.',
  ),
  notOffered('POST connections/ssh', opensNothing),
  notOffered('POST connections/universal/ssh', opensNothing),
  notOffered('POST mfa/reset', noSecondFactor),
  notOffered('PATCH mfa/rotate/{id}', noSecondFactor),
  notOffered('POST mfa/clear', noSecondFactor),
  notOffered('POST mfa/setup', noSecondFactor),
  notOffered('POST mfa/disable', noSecondFactor),
  notOffered('POST targets/bzero/restart', noAgent),
  notOffered('POST targets/bzero/retrieve-logs', noAgent),
  notOffered('POST targets/bzero/update-config', noAgent),
  notOffered('POST targets/kube', noKubeAgent),
  notOffered('GET autodiscovery-scripts/windows/powershell', 'Register a Windows server in the console.'),
  notOffered('GET autodiscovery-scripts/container', 'A container has no sshd that it could set up.'),
];
