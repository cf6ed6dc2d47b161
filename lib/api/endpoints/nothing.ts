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

/** What this server will not do, for everyone who can sign in: 501. */
function notOffered(name: `${Method} ${string}`): Endpoint {
  const refuse = endpoint(name, { summary: 'Not offered', answer: z.never() }, async ({ ctx }) => {
    await getApiOrganization(ctx);
    throw new HttpError(501, 'not-offered', `This server does not offer ${name.replace(' ', ' /api/v2/')}.`);
  });
  return { ...refuse, contract: null };
}

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
  // There are no credentials, and groups would come as before: with each sign-in.
  notOffered('DELETE organization/groups/credentials'),
  // Each process of this server keeps what it knows of the identity provider for itself.
  notOffered('POST organization/invalidate-keycloak'),
  // An agent opens these, from the target to an address there.
  notOffered('POST connections/ssh'),
  notOffered('POST connections/universal/ssh'),
  notOffered('POST mfa/reset'),
  notOffered('PATCH mfa/rotate/{id}'),
  notOffered('POST mfa/clear'),
  notOffered('POST mfa/setup'),
  notOffered('POST mfa/disable'),
  notOffered('POST targets/bzero/restart'),
  notOffered('POST targets/bzero/retrieve-logs'),
  notOffered('POST targets/bzero/update-config'),
  notOffered('POST targets/kube'),
  notOffered('GET autodiscovery-scripts/windows/powershell'),
  notOffered('GET autodiscovery-scripts/container'),
];
