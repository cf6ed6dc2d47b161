import { z } from 'zod';
import type { Context } from '@/lib/context';
import { getApiOrganization } from '@/lib/directory/get-api-organization';
import { type Endpoint, endpoint, type Method } from '../endpoint';
import { HttpError } from '../errors';
import { listParam, numberParam, textParam, timeParam } from '../query-fields';

/** A list of what this server does not have, for everyone who can sign in. Its filters are known, so they are accepted. */
function emptyList(name: `${Method} ${string}`, query: z.ZodObject = z.object({})): Endpoint {
  return endpoint(name, { query }, ({ ctx }) => answer(ctx, []));
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
const noMfa = { enabled: false, verified: false, sessionVerified: null, gracePeriodEndTime: null };

/** What this server will not do, for everyone who can sign in: 501. */
function notOffered(name: `${Method} ${string}`): Endpoint {
  return endpoint(name, {}, async ({ ctx }) => {
    await getApiOrganization(ctx);
    throw new HttpError(501, 'not-offered', `This server does not offer ${name.replace(' ', ' /api/v2/')}.`);
  });
}

/** What BastionZero has and this server has not, because it has no agents, recordings and second factor. */
export const nothingEndpoints = [
  emptyList(
    'GET agents',
    z.object({
      agentTypes: listParam,
      agentStatuses: listParam,
      environmentName: textParam,
      name: textParam,
      agentIds: listParam,
    }),
  ),
  emptyList('GET events/command', connectionEvents.extend({ commandSearch: textParam })),
  emptyList('GET events/kube'),
  emptyList(
    'GET events/agent-status-change',
    z.object({ targetId: textParam, startTimestamp: timeParam, endTimestamp: timeParam }),
  ),
  emptyList('GET github-actions'),
  emptyList('GET session-recordings'),
  endpoint('GET okta-public-keys', {}, ({ ctx }) => answer(ctx, { keys: [] })),
  endpoint('GET mfa/me', {}, ({ ctx }) => answer(ctx, noMfa)),
  endpoint('GET mfa/{id}', {}, ({ ctx }) => answer(ctx, noMfa)),
  notOffered('POST github-actions'),
  notOffered('POST mfa/reset'),
  notOffered('PATCH mfa/rotate/{id}'),
  notOffered('POST mfa/clear'),
  notOffered('POST mfa/setup'),
  notOffered('POST mfa/disable'),
  notOffered('POST targets/bzero/restart'),
  notOffered('POST targets/bzero/retrieve-logs'),
  notOffered('POST targets/bzero/update-config'),
  notOffered('POST targets/dynamic-access'),
  notOffered('POST targets/kube'),
  notOffered('GET autodiscovery-scripts/windows/powershell'),
  notOffered('GET autodiscovery-scripts/container'),
];
