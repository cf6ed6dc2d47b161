import { z } from 'zod';
import { issueCredential } from '@/lib/certificates/issue-credential';
import { closeConnection } from '@/lib/connections/close-connection';
import { getConnection } from '@/lib/connections/get-connection';
import { listConnections } from '@/lib/connections/list-connections';
import { openConnection } from '@/lib/connections/open-connection';
import { watchConnection } from '@/lib/connections/watch-connection';
import type { TargetType, Verb } from '@/lib/core/target/target';
import { endpoint, type Method } from '../endpoint';
import { readPages } from '../pages';
import { presentConnection } from '../presenters/connection';
import { presentOpened } from '../presenters/opened-connection';
import { textParam } from '../query-fields';

/** The connections of one kind. Without `userEmail`, admins and API keys get those of all people. */
function listed(path: `${Method} ${string}`, kind: { types: TargetType[]; verb?: Verb }) {
  const query = z.object({ connectionState: textParam, userEmail: textParam });
  return endpoint(
    path,
    { query, names: { state: 'connectionState' } },
    ({ ctx, query: { connectionState: state, userEmail }, page }) => {
      const read = async (after: string | undefined, pageSize: number) =>
        (await listConnections(ctx, { ...kind, state, userEmail, after, pageSize })).connections;
      return readPages(page, read, presentConnection);
    },
  );
}

const user = z.string().optional();

/** The type of the target, which the path names: another one is an error. */
const typeOf = (type: TargetType) => z.literal(type).default(type);

/** Opens a session of one kind, and answers with its id alone. What only agents use, such as a space, is accepted. */
function opened(path: `${Method} ${string}`, body: z.ZodObject, kind: { verbType?: Verb } = {}) {
  return endpoint(path, { body, status: 201 }, async ({ ctx, body: { spaceId: _, ...wanted } }) => {
    const { connection } = await openConnection(ctx, { ...wanted, ...kind });
    return { connectionId: connection.id };
  });
}

/** Sessions: opening, watching, closing and listing them, and their credentials. */
export const connectionEndpoints = [
  endpoint(
    'POST connections/universal',
    {
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
      status: 201,
    },
    async ({ ctx, body }) => presentOpened(await openConnection(ctx, body)),
  ),

  endpoint(
    'POST connections/{id}/credential',
    { body: z.object({ publicKey: z.string() }), status: 201 },
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
    { body: z.object({ seconds: z.number().optional() }), readOnly: true },
    async ({ ctx, params, body: { seconds }, signal }) => {
      const watched = await watchConnection(ctx, { connectionId: params.id, seconds }, signal);
      const { state, ends, closeReason, message } = watched;
      return { state, accessExpirationTime: ends?.toISOString() ?? null, closeReason, message };
    },
  ),

  endpoint('PATCH connections/{id}/close', {}, ({ ctx, params }) =>
    closeConnection(ctx, { connectionId: params.id }),
  ),

  endpoint('GET connections/shell/{id}', {}, async ({ ctx, params }) =>
    presentConnection(await getConnection(ctx, { connectionId: params.id })),
  ),

  opened(
    'POST connections/db',
    z.object({ targetId: z.string(), targetUser: user, targetType: typeOf('Db') }),
  ),
  opened(
    'POST connections/kube',
    z.object({
      targetId: z.string(),
      targetUser: user,
      targetGroups: z.array(z.string()).optional(),
      targetType: typeOf('Cluster'),
    }),
  ),
  opened('POST connections/web', z.object({ targetId: z.string(), targetType: typeOf('Web') })),
  opened(
    'POST connections/shell',
    z.object({ targetId: z.string(), targetUser: user, targetType: typeOf('Bzero'), spaceId: user }),
    { verbType: 'Shell' },
  ),

  listed('GET connections/db', { types: ['Db'] }),
  listed('GET connections/kube', { types: ['Cluster'] }),
  listed('GET connections/rdp', { types: ['Bzero'], verb: 'RDP' }),
  listed('GET connections/sqlserver', { types: ['Bzero'], verb: 'SQLServer' }),
];
