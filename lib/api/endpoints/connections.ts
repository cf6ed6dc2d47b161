import { z } from 'zod';
import { issueCredential } from '@/lib/certificates/issue-credential';
import { closeConnection } from '@/lib/connections/close-connection';
import { getConnection } from '@/lib/connections/get-connection';
import { listConnections } from '@/lib/connections/list-connections';
import { openConnection } from '@/lib/connections/open-connection';
import { watchConnection } from '@/lib/connections/watch-connection';
import type { TargetType, Verb } from '@/lib/core/target/target';
import { getDynamicConnection } from '@/lib/dynamic-access/get-dynamic-connection';
import { listOf, nothing } from '../answers/common';
import {
  connectionAnswer,
  connectionIdAnswer,
  credentialAnswer,
  dynamicConnectionAnswer,
  openedConnectionAnswer,
  watchedConnectionAnswer,
} from '../answers/connection';
import { endpoint, type Method } from '../endpoint';
import { readPages } from '../pages';
import { presentConnection, presentDynamicConnection } from '../presenters/connection';
import { presentOpened } from '../presenters/opened-connection';
import { textParam } from '../query-fields';

const connectionState = textParam.pipe(
  z.enum(['Open', 'Closed', 'Pending', 'Error'], 'Use Open, Closed, Pending or Error.').optional(),
);

/** The connections of one kind. Without `userEmail`, admins and API keys get those of all people. */
function listed(path: `${Method} ${string}`, to: string, kind: { types: TargetType[]; verb?: Verb }) {
  return endpoint(
    path,
    {
      summary: `List the sessions on ${to}`,
      query: z.object({
        connectionState: connectionState.describe('No session here is Pending or Error.'),
        userEmail: textParam.describe('Of one person.'),
      }),
      answer: listOf(connectionAnswer),
    },
    ({ ctx, query: { connectionState: state, userEmail }, page }) => {
      const states = state === undefined ? {} : { states: [state] };
      const read = async (after: string | undefined, pageSize: number) =>
        (await listConnections(ctx, { ...kind, ...states, userEmail, after, pageSize })).connections;
      return readPages(page, read, presentConnection);
    },
  );
}

const user = z.string().optional();

/** The type of the target, which the path names: another one is an error. */
const typeOf = (type: TargetType) => z.literal(type).default(type);

/** Opens a session of one kind, and answers with its id alone. What only agents use, such as a space, is accepted. */
function opened(path: `${Method} ${string}`, to: string, body: z.ZodObject, kind: { verbType?: Verb } = {}) {
  return endpoint(
    path,
    { summary: `Open a session on ${to}`, body, answer: connectionIdAnswer, status: 201, also: [404] },
    async ({ ctx, body: { spaceId: _, ...wanted } }) => {
      const { connection } = await openConnection(ctx, { ...wanted, ...kind });
      return { connectionId: connection.id };
    },
  );
}

/** Sessions: opening, watching, closing and listing them, and their credentials. */
export const connectionEndpoints = [
  endpoint(
    'POST connections/universal',
    {
      summary: 'Open a session on a target of any type, by its id or name',
      body: z.object({
        targetId: z.string().optional(),
        targetName: z.string().optional(),
        envId: z.string().optional(),
        envName: z.string().optional(),
        targetUser: z.string().optional(),
        targetGroups: z.array(z.string()).optional(),
        targetType: z.string().optional(),
        verbType: z.string().optional(),
      }),
      answer: openedConnectionAnswer,
      status: 201,
      also: [404],
    },
    async ({ ctx, body }) => presentOpened(await openConnection(ctx, body)),
  ),

  endpoint(
    'POST connections/{id}/credential',
    {
      summary: 'Get a certificate for an open session',
      body: z.object({
        publicKey: z
          .string()
          .describe(
            'The line of an SSH key for a server and for every tunnel, the PEM of a P-256 key for a database or a cluster.',
          ),
      }),
      answer: credentialAnswer,
      status: 201,
    },
    async ({ ctx, params, body: { publicKey } }) => {
      const issued = await issueCredential(ctx, { connectionId: params.id, publicKey });
      const { serial, validAfter, validBefore, ...rest } = issued;
      return {
        ...rest,
        serial: String(serial),
        validAfter: validAfter.toISOString(),
        validBefore: validBefore.toISOString(),
      };
    },
  ),

  endpoint(
    'POST connections/{id}/watch',
    {
      summary: 'Wait for the end of a session',
      forEveryone: 'own',
      body: z.object({ seconds: z.number().optional() }),
      answer: watchedConnectionAnswer,
      readOnly: true,
    },
    async ({ ctx, params, body: { seconds }, leaving }) => {
      const watched = await watchConnection(ctx, { connectionId: params.id, seconds }, leaving());
      const { state, ends, closeReason, message } = watched;
      return { state, accessExpirationTime: ends?.toISOString() ?? null, closeReason, message };
    },
  ),

  endpoint(
    'PATCH connections/{id}/close',
    { summary: 'Close a session', answer: nothing, forEveryone: 'own' },
    ({ ctx, params }) => closeConnection(ctx, { connectionId: params.id }),
  ),

  endpoint(
    'GET connections/shell/{id}',
    { summary: 'Get a session', answer: connectionAnswer },
    async ({ ctx, params }) => presentConnection(await getConnection(ctx, { connectionId: params.id })),
  ),

  endpoint(
    'GET connections/dynamic-access/{id}',
    {
      summary: 'Get a session on a dynamic server, and the machine that is started for it',
      answer: dynamicConnectionAnswer,
    },
    async ({ ctx, params }) =>
      presentDynamicConnection(await getDynamicConnection(ctx, { connectionId: params.id })),
  ),

  opened(
    'POST connections/db',
    'a database',
    z.object({ targetId: z.string(), targetUser: user, targetType: typeOf('Db') }),
  ),
  opened(
    'POST connections/kube',
    'a cluster',
    z.object({
      targetId: z.string(),
      targetUser: user,
      targetGroups: z.array(z.string()).optional(),
      targetType: typeOf('Cluster'),
    }),
  ),
  opened('POST connections/web', 'a web app', z.object({ targetId: z.string(), targetType: typeOf('Web') })),
  opened(
    'POST connections/shell',
    'a server',
    z.object({ targetId: z.string(), targetUser: user, targetType: typeOf('Bzero'), spaceId: user }),
    { verbType: 'Shell' },
  ),

  listed('GET connections/db', 'databases', { types: ['Db'] }),
  listed('GET connections/kube', 'clusters', { types: ['Cluster'] }),
  listed('GET connections/rdp', 'servers by RDP', { types: ['Bzero'], verb: 'RDP' }),
  listed('GET connections/sqlserver', 'SQL Server', { types: ['Bzero'], verb: 'SQLServer' }),
];
