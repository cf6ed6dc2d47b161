import { z } from 'zod';
import { noAccess } from '@/lib/access/no-access';
import { record } from '@/lib/audit/record';
import { requireSubject } from '@/lib/authorization/require-subject';
import { type Context, newId } from '@/lib/context';
import type { AccessSpec } from '@/lib/core/access/access-spec';
import { type ConnectionView, usualPort } from '@/lib/core/access/connection';
import { type AccessBasis, type Entitlement, targetUsersOf } from '@/lib/core/access/entitlement';
import { AccessError } from '@/lib/core/error';
import { hasTargetUsers, hasVerbs, targetTypes, type Verb, verbs } from '@/lib/core/target/target';
import { isLoopback } from '@/lib/core/target/virtual';
import { describeTooManySessions } from '@/lib/core/text/error';
import { connectLine } from '@/lib/core/text/target';
import { findConnection, insertConnection, insertConnectionEvent } from '@/lib/db/connections/connections';
import type { EntitledTarget } from '@/lib/db/policies/entitlements';
import { inTransaction } from '@/lib/db/transaction';
import { env } from '@/lib/env';
import { parse } from '@/lib/parse';
import { requireWithin } from '@/lib/rate-limit';
import { aboutConnection, connectionFacts } from './connection-facts';
import { findWantedTarget, type MatchedTarget } from './find-target';
import { holdAccess } from './hold-access';
import { requestMachine, requireUsableMachine, startsMachines } from './machine';
import { findSshRoute, type SshRoute } from './ssh-route';

const word = z.string().trim().min(1).max(1000);

/** What to connect to: the universal connection of the original client. */
const openConnectionInput = z
  .object({
    targetId: z.uuid().optional(),
    targetName: word.optional(),
    envId: z.uuid().optional(),
    envName: word.optional(),
    targetUser: word.optional(),
    targetGroups: z.array(word).max(100).default([]),
    targetType: z.enum(targetTypes).optional(),
    verbType: z.enum(verbs).optional(),
  })
  .refine(({ targetId, targetName }) => targetId ?? targetName, {
    path: ['targetName'],
    message: 'Enter the name or the id of a target.',
  });

export type OpenedConnection = {
  connection: ConnectionView;
  target: EntitledTarget;
  basis: AccessBasis;
  /** null unless the target is a server that can be reached now, or a database or web app behind one */
  route: SshRoute | null;
  /** whether a machine is started for it, which `zli` has to wait for */
  isStarting: boolean;
};

/** After how many seconds without a poll of its client a connection has no contact. */
export const idleSeconds = 60;

/**
 * Opens a connection to a target that the caller has access to now. The target user can be left out where there is only
 * one; the action is Shell by default, or the first one there is. A dynamic server that has a provisioning server gets a
 * machine started for the session. With `isByBrowser` it goes through no server. Throws `not-signed-in`, `not-found`, `ambiguous`,
 * `user-not-allowed` (with those that are allowed), `no-access` (and whether it can be requested), `invalid`,
 * `unreachable` when the target has no host or port, or no way to RDP or SQL Server, or `too-many-requests`.
 */
export async function openConnection(
  ctx: Context,
  input: unknown,
  isByBrowser = false,
): Promise<OpenedConnection> {
  const wanted = parse(openConnectionInput, input);
  const person = await requireSubject(ctx);
  await requireWithin('sessions', person.id);
  const found = await findWantedTarget(ctx, person, wanted);
  if (wanted.targetType && wanted.targetType !== found.target.type) {
    throw new AccessError('not-found', `${found.target.name} is not a target of type ${wanted.targetType}.`);
  }
  const spec = completeSpec(found, wanted);
  const { organizationId } = ctx;
  return inTransaction(async (tx) => {
    const wantedAccess = { organizationId, userId: person.id, targetId: found.target.id, spec };
    const { target, answer, now } = await holdAccess(tx, wantedAccess);
    if (!target) throw new AccessError('not-found', `The target ${found.target.name} no longer exists.`);
    if (!answer.allowed) throw noAccess(target, answer, spec, found.offers);
    requireUsableAccount(target);
    const isStarting = await startsMachines(organizationId, target, tx);
    if (isStarting) requireUsableMachine(target, spec);
    const isDirect = isByBrowser || isStarting;
    const route = isDirect ? null : await findSshRoute(organizationId, target, spec, tx);
    if (!route && !isStarting) requireAddress(target);
    const id = newId();
    const connected = {
      id,
      organizationId,
      userId: person.id,
      targetId: target.id,
      ...spec,
      targetGroups: [...spec.targetGroups],
      basis: answer.basis,
      idleAt: new Date(now.getTime() + idleSeconds * 1000),
    };
    const most = env().limits.openSessions;
    if (!(await insertConnection(tx, connected, most))) throw tooManySessions(most);
    await insertConnectionEvent(tx, {
      id: newId(),
      organizationId,
      connectionId: id,
      type: 'Created',
      reason: '',
    });
    if (isStarting) await requestMachine(tx, { organizationId, connectionId: id });
    const connection = await findConnection(organizationId, id, tx);
    if (!connection) throw new Error(`connection ${id} does not exist`);
    const data = connectionFacts(connection);
    await record(tx, ctx, { action: 'open-connection', data }, aboutConnection(connection));
    return { connection, target, basis: answer.basis, route, isStarting };
  });
}

/** Completes a spec from the caller's entitlements, or without any from what they can request. */
function completeSpec(found: MatchedTarget, wanted: z.output<typeof openConnectionInput>): AccessSpec {
  const { target, entitlements, offers } = found;
  const options: readonly Pick<Entitlement, 'targetUsers' | 'verbs'>[] =
    entitlements.length > 0 ? entitlements : offers;
  const verb = hasVerbs(target.type) ? (wanted.verbType ?? defaultVerb(options)) : null;
  return {
    targetUser: chooseUser(found, options, wanted.targetUser, verb),
    targetGroups: wanted.targetGroups,
    verb,
  };
}

function chooseUser(
  { target, entitlements }: MatchedTarget,
  options: readonly Pick<Entitlement, 'targetUsers' | 'verbs'>[],
  wanted: string | undefined,
  verb: Verb | null,
): string | null {
  if (!hasTargetUsers(target.type)) return null;
  if (wanted !== undefined) return wanted;
  const fitting = options.filter(({ verbs }) => verb === null || verbs.includes(verb));
  const users = targetUsersOf(fitting.length > 0 ? fitting : options);
  const [only, another] = users;
  if (only !== undefined && another === undefined) return only;
  throw new AccessError(
    'user-not-allowed',
    users.length === 0
      ? `No target user is allowed on ${target.name} yet. Ask an admin to add one to a policy.`
      : `Choose a target user, for example ${users[0]}@${target.name}. Allowed target users: ${users.join(', ')}.`,
    { details: { allowedTargetUsers: users, targetId: target.id, requestable: entitlements.length === 0 } },
  );
}

function defaultVerb(options: readonly Pick<Entitlement, 'verbs'>[]): Verb | null {
  const offered = [...new Set(options.flatMap(({ verbs }) => verbs))];
  return offered.includes('Shell') ? 'Shell' : (offered[0] ?? null);
}

function tooManySessions(most: number): AccessError {
  return new AccessError('too-many-requests', describeTooManySessions(most), {
    details: { retryAfter: idleSeconds },
  });
}

function requireUsableAccount({ name, cloudServiceProvider }: EntitledTarget): void {
  if (cloudServiceProvider === null) return;
  throw new AccessError(
    'unreachable',
    `${name} signs people in with an account of ${cloudServiceProvider}, which this server does not use. Ask an admin to choose another authentication.`,
  );
}

function requireAddress(target: EntitledTarget): void {
  const { name, host, proxyTargetId, proxyTargetName, proxyEnvironmentId } = target;
  if (host !== null && isLoopback(host) && (proxyTargetId ?? proxyEnvironmentId) !== null) {
    throw new AccessError(
      'unreachable',
      proxyTargetId === null
        ? `${name} is at ${host} of a server of an environment, and which one is not set. Ask an admin to choose the server to go through.`
        : `${name} is at ${host} of ${proxyTargetName}, which a browser can’t reach. Run: ${connectLine({ target, targetUser: null, targetGroups: [], verb: null })}`,
    );
  }
  if (target.host !== null && (target.port ?? usualPort(target) ?? target.type === 'Web')) return;
  const missing = target.host === null ? 'host' : 'port';
  throw new AccessError(
    'unreachable',
    `${target.name} has no ${missing}. Ask an admin to add it in the console, under Targets.`,
  );
}
