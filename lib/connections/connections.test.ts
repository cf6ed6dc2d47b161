import { describe, expect, test } from 'vitest';
import { endGrant } from '@/lib/access/end-grant';
import { submitRequest } from '@/lib/access/submit-request';
import { closeConnection } from '@/lib/connections/close-connection';
import { listConnectionEvents, pageConnectionEvents } from '@/lib/connections/list-connection-events';
import { listConnections } from '@/lib/connections/list-connections';
import { openConnection } from '@/lib/connections/open-connection';
import { closeIdleConnections, recheckConnections } from '@/lib/connections/recheck-connections';
import { watchConnection } from '@/lib/connections/watch-connection';
import type { AccessError } from '@/lib/core/error';
import { database } from '@/lib/db/client';
import { setUserEnabled } from '@/lib/directory/set-user-enabled';
import { env } from '@/lib/env';
import { createPolicy } from '@/lib/policies/create-policy';
import { deletePolicy } from '@/lib/policies/delete-policy';
import { updatePolicy } from '@/lib/policies/update-policy';
import { updateTarget } from '@/lib/targets/update-target';
import {
  asRoot,
  childDraft,
  jitPolicyDraft,
  makeEnvironment,
  makeOrganization,
  makeRequestable,
  makeTarget,
  signIn,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';

const { pass } = useDatabase();

/** Somebody with live access as root to a server that has an address. */
async function withGrant(duration = 60) {
  const organization = await makeOrganization();
  const engineer = await signIn(organization, 'engineer@acme.test');
  const { target, child, jit } = await makeRequestable(organization, [engineer], {
    automaticallyApproved: true,
    duration,
  });
  await addressed(target.id);
  const request = await submitRequest(engineer.ctx, asRoot(target));
  return { organization, engineer, target, child, jit, request };
}

async function addressed(id: string): Promise<void> {
  await database().prisma.target.update({ where: { id }, data: { host: '127.0.0.1', port: 22 } });
}

/** Runs `work` while one person can have this many open sessions. */
async function withOpenSessions(most: number, work: () => Promise<void>): Promise<void> {
  const { limits } = env();
  const usual = limits.openSessions;
  limits.openSessions = most;
  await work().finally(() => {
    limits.openSessions = usual;
  });
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: AccessError) => error,
  );
const actions = async (organizationId: string) =>
  (await database().prisma.auditEvent.findMany({ where: { organizationId }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );

describe('opening a connection', () => {
  test('a live grant opens, is recorded, and says when it ends', async () => {
    const { organization, engineer, target, request } = await withGrant();
    const { connection, basis } = await openConnection(engineer.ctx, { targetName: target.name });
    expect(basis).toMatchObject({ kind: 'grant', requestId: request.id, ends: request.grant?.expiresAt });
    expect(connection).toMatchObject({ targetUser: 'root', verb: 'Shell', state: 'Open' });
    expect(await actions(organization.id)).toContain('open-connection');
    const [event] = await listConnectionEvents(engineer.ctx, {});
    expect(event).toMatchObject({ type: 'Created', connection: { id: connection.id } });
  });

  test('one person has a number of open sessions, however many they open at once', async () => {
    const { engineer, target } = await withGrant();
    const open = () => openConnection(engineer.ctx, { targetId: target.id });
    await withOpenSessions(2, async () => {
      const results = await Promise.all([1, 2, 3, 4].map(() => refusal(open())));
      const refused = results.filter((error) => error !== null);
      expect(refused).toMatchObject(
        [1, 2].map(() => ({
          code: 'too-many-requests',
          message: 'You have 2 open sessions, the most that one person can have. Close one and try again.',
          details: { retryAfter: 60 },
        })),
      );
      const [first] = await database().prisma.connection.findMany({ where: { userId: engineer.id } });
      await closeConnection(engineer.ctx, { connectionId: first?.id });
      expect(await refusal(open())).toBeNull();
    });
  });

  test('one person waits for the end of as many sessions as they can have, and then for more', async () => {
    const { engineer, target } = await withGrant();
    const { connection } = await openConnection(engineer.ctx, { targetId: target.id });
    const stop = new AbortController();
    const watch = () => watchConnection(engineer.ctx, { connectionId: connection.id }, stop.signal);
    await withOpenSessions(1, async () => {
      const watches = [refusal(watch()), refusal(watch())];
      const refused = await Promise.race(watches);
      expect(refused).toMatchObject({ code: 'too-many-requests', details: { retryAfter: 25 } });
      stop.abort();
      await Promise.all(watches);
      expect(await refusal(watch())).toBeNull();
    });
  });

  test('R12 an expired grant opens nothing, although no worker ran', async () => {
    const { engineer, target } = await withGrant(5);
    await pass(6);
    const error = await refusal(openConnection(engineer.ctx, { targetId: target.id }));
    expect(error).toMatchObject({ code: 'no-access', details: { requestable: true, targetId: target.id } });
  });

  test('without access it says what can be requested', async () => {
    const { engineer, target } = await withGrant(5);
    await pass(6);
    const open = (more: object) => refusal(openConnection(engineer.ctx, { targetId: target.id, ...more }));
    const nothing = `You don't have access to ${target.name}.`;
    expect(await open({ targetUser: 'dba' })).toMatchObject({
      code: 'user-not-allowed',
      message: `${nothing} dba is not offered. You can request root.`,
      details: { allowedTargetUsers: ['root'] },
    });
    expect(await open({ verbType: 'FileTransfer' })).toMatchObject({
      code: 'user-not-allowed',
      message: `${nothing} FileTransfer is not offered as root. You can request Shell.`,
      details: { targetId: target.id },
    });
  });

  test('standing access opens without any request', async () => {
    const organization = await makeOrganization();
    const engineer = await signIn(organization, 'engineer@acme.test', ['Engineering']);
    const target = await makeTarget(organization.id);
    await addressed(target.id);
    await createPolicy(
      organization.admin.ctx,
      childDraft({ targetIds: [target.id], groupIds: ['Engineering'], targetUsers: ['deploy', 'root'] }),
    );
    const unsaid = await refusal(openConnection(engineer.ctx, { targetName: target.name }));
    expect(unsaid).toMatchObject({
      code: 'user-not-allowed',
      details: { allowedTargetUsers: ['deploy', 'root'] },
    });
    const opened = await openConnection(engineer.ctx, { targetName: target.name, targetUser: 'deploy' });
    expect(opened.basis).toMatchObject({ kind: 'standing', ends: null });
    const other = await refusal(
      openConnection(engineer.ctx, { targetName: target.name, targetUser: 'postgres' }),
    );
    expect(other?.message).toBe(
      `Access to ${target.name} as "postgres" is not allowed. Allowed target users: deploy, root.`,
    );
  });

  test('a target that a person cannot request does not exist for them, nor does one of another organization', async () => {
    const { organization, engineer, target } = await withGrant();
    const hidden = await makeTarget(organization.id);
    const elsewhere = await withGrant();
    for (const targetId of [hidden.id, elsewhere.target.id]) {
      expect((await refusal(openConnection(engineer.ctx, { targetId })))?.code).toBe('not-found');
    }
    const stranger = await refusal(openConnection(elsewhere.engineer.ctx, { targetId: target.id }));
    expect(stranger?.code).toBe('not-found');
  });

  test('a name in two environments has to be told apart', async () => {
    const organization = await makeOrganization();
    const engineer = await signIn(organization, 'engineer@acme.test');
    const one = await makeTarget(organization.id, { name: 'web' });
    const two = await makeTarget(organization.id, { name: 'web' });
    for (const { id } of [one, two]) await addressed(id);
    await createPolicy(
      organization.admin.ctx,
      childDraft({ targetIds: [one.id, two.id], subjectIds: [engineer.id] }),
    );
    const error = await refusal(openConnection(engineer.ctx, { targetName: 'web' }));
    expect(error?.code).toBe('ambiguous');
    expect(error?.details.candidates).toHaveLength(2);
    const [name = ''] = error?.details.candidates ?? [];
    const envName = name.slice('web.'.length);
    const opened = await openConnection(engineer.ctx, { targetName: 'web', envName });
    expect(`web.${opened.target.environment}`).toBe(name);
  });

  test('without an address there is nothing to reach', async () => {
    const { engineer, target } = await withGrant();
    await database().prisma.target.update({ where: { id: target.id }, data: { host: null } });
    expect((await refusal(openConnection(engineer.ctx, { targetId: target.id })))?.code).toBe('unreachable');
  });
});

describe('the end of a connection', () => {
  async function connected() {
    const world = await withGrant();
    const { connection } = await openConnection(world.engineer.ctx, { targetId: world.target.id });
    return { ...world, connection };
  }
  /** Access that a group gives on a whole environment, and a connection by it. */
  async function connectedByGroup(isStanding: boolean) {
    const organization = await makeOrganization();
    const engineer = await signIn(organization, 'engineer@acme.test', ['Engineering']);
    const target = await makeTarget(organization.id);
    await addressed(target.id);
    const { ctx } = organization.admin;
    const groupIds = ['Engineering'];
    const child = childDraft({
      environmentIds: [target.environmentId],
      groupIds: isStanding ? groupIds : [],
    });
    const childPolicy = await createPolicy(ctx, child);
    let draft = { ...child, policyId: childPolicy.id, version: 1 };
    if (!isStanding) {
      const jit = jitPolicyDraft({ groupIds, childIds: [childPolicy.id], automaticallyApproved: true });
      draft = { ...jit, policyId: (await createPolicy(ctx, jit)).id, version: 1 };
      await submitRequest(engineer.ctx, asRoot(target));
    }
    const { connection } = await openConnection(engineer.ctx, { targetId: target.id });
    return { organization, engineer, target, connection, draft };
  }
  const look = ({ engineer, connection }: { engineer: TestPerson; connection: { id: string } }) =>
    watchConnection(engineer.ctx, { connectionId: connection.id, seconds: 0 });
  const watch = (who: TestPerson, connectionId: string) =>
    watchConnection(who.ctx, { connectionId, seconds: 25 });

  test('a client that watches learns of a revocation and its reason before its watch ends', async () => {
    const { organization, engineer, request, connection } = await connected();
    const watching = watch(engineer, connection.id);
    await endGrant(organization.admin.ctx, { requestId: request.id });
    expect(await watching).toMatchObject({ state: 'Closed', closeReason: 'access-ended', ends: null });
    const { message } = await watch(engineer, connection.id);
    expect(message).toContain('admin@acme.test revoked it');
    expect(message).toContain("zli request 'root@target ");
    expect(await actions(organization.id)).toEqual(expect.arrayContaining(['end-grant', 'close-connection']));
  });

  test('an edit of the policy is told apart from its deletion', async () => {
    const edited = await connected();
    const draft = childDraft({ targetIds: [edited.target.id], targetUsers: ['deploy'] });
    await updatePolicy(edited.organization.admin.ctx, {
      policyId: edited.child.id,
      version: edited.child.version,
      ...draft,
    });
    expect(await watch(edited.engineer, edited.connection.id)).toMatchObject({
      closeReason: 'policy-edited',
    });

    const deleted = await connected();
    await deletePolicy(deleted.organization.admin.ctx, {
      policyId: deleted.jit.id,
      version: deleted.jit.version,
    });
    expect(await watch(deleted.engineer, deleted.connection.id)).toMatchObject({
      closeReason: 'access-ended',
    });
  });

  test.each([
    ['a grant', false],
    ['standing access', true],
  ])(
    'R21: %s that ends because its user left the group, or the target moved, was ended by no edit',
    async (_, isStanding) => {
      const left = await connectedByGroup(isStanding);
      await signIn(left.organization, left.engineer.email, ['Sales']);
      expect(await look(left)).toMatchObject({
        closeReason: 'access-ended',
        message: expect.stringContaining('the user is no longer in a group of the policy'),
      });
      const moved = await connectedByGroup(isStanding);
      const environmentId = await makeEnvironment(moved.organization.id);
      const { id: targetId, name } = moved.target;
      await updateTarget(moved.organization.admin.ctx, {
        ...{ targetId, name, environmentId },
        ...{ os: 'Linux', host: '127.0.0.1', port: 22 },
      });
      expect(await look(moved)).toMatchObject({
        closeReason: 'access-ended',
        message: expect.stringContaining('the target moved to another environment'),
      });
      const edited = await connectedByGroup(isStanding);
      await updatePolicy(edited.organization.admin.ctx, {
        ...edited.draft,
        groupIds: [],
        subjectIds: [edited.organization.admin.id],
      });
      expect(await look(edited)).toMatchObject({
        closeReason: 'policy-edited',
      });
    },
  );

  test('R12 expiry ends it without any worker', async () => {
    const { engineer, connection } = await connected();
    await pass(61);
    const watched = await watch(engineer, connection.id);
    expect(watched).toMatchObject({ state: 'Closed', closeReason: 'access-ended' });
    expect(watched.message).toContain('it expired');
  });

  test('the worker closes what rests on a disabled person’s access', async () => {
    const { organization, engineer, connection } = await connected();
    await setUserEnabled(organization.admin.ctx, { userId: engineer.id, enabled: false });
    expect(await recheckConnections(organization.id)).toBe(1);
    const { connections } = await listConnections(organization.admin.ctx, { whose: 'all' });
    expect(connections).toMatchObject([
      { id: connection.id, state: 'Closed', closeWords: 'the account was disabled' },
    ]);
  });

  test('standing access carries a connection on when its grant ends', async () => {
    const { organization, engineer, target, request, connection } = await connected();
    await createPolicy(
      organization.admin.ctx,
      childDraft({ targetIds: [target.id], subjectIds: [engineer.id] }),
    );
    await endGrant(engineer.ctx, { requestId: request.id });
    expect(await recheckConnections(organization.id)).toBe(0);
    const { connections } = await listConnections(engineer.ctx, {});
    expect(connections).toMatchObject([{ id: connection.id, state: 'Open', requestId: null }]);
  });

  test('a session without contact stays open, and is closed when its client has not come back in a day', async () => {
    const { organization, engineer, target, connection } = await connected();
    const ids = { targetIds: [target.id], subjectIds: [engineer.id] };
    await createPolicy(organization.admin.ctx, childDraft(ids));
    await pass(2);
    await closeIdleConnections();
    const { connections, now } = await listConnections(engineer.ctx, {});
    expect(connections).toMatchObject([{ id: connection.id, state: 'Open' }]);
    expect((connections[0]?.idleAt ?? now) < now).toBe(true);
    expect(await look({ engineer, connection })).toMatchObject({ state: 'Open' });
    const again = await listConnections(engineer.ctx, {});
    expect((again.connections[0]?.idleAt ?? now) > again.now).toBe(true);

    await pass(24 * 60 + 2);
    await closeIdleConnections();
    const [event] = await listConnectionEvents(engineer.ctx, { connectionIds: [connection.id] });
    expect(event).toMatchObject({ type: 'Closed', reason: 'its client disconnected' });
  });

  test('its owner and an admin can close it, others cannot, and nobody twice', async () => {
    const { organization, engineer, connection } = await connected();
    const other = await signIn(organization, 'dba@acme.test');
    const connectionId = connection.id;
    expect((await refusal(closeConnection(other.ctx, { connectionId })))?.code).toBe('not-found');
    await closeConnection(organization.admin.ctx, { connectionId });
    await closeConnection(engineer.ctx, { connectionId });
    expect((await actions(organization.id)).filter((action) => action === 'close-connection')).toHaveLength(
      1,
    );
    expect(await watch(engineer, connectionId)).toMatchObject({ closeReason: 'closed' });
    expect((await refusal(watch(other, connectionId)))?.code).toBe('not-found');
  });

  test('a session that zli ended, also because its program failed, is not shown as closed by hand', async () => {
    const { organization, engineer, connection } = await connected();
    await closeConnection({ ...engineer.ctx, via: 'zli' }, { connectionId: connection.id });
    const { connections } = await listConnections(organization.admin.ctx, { whose: 'all' });
    expect(connections).toMatchObject([{ id: connection.id, closeWords: 'zli ended it' }]);
  });

  test('others see nobody’s connections but their own', async () => {
    const { organization, engineer } = await connected();
    const other = await signIn(organization, 'dba@acme.test');
    expect((await listConnections(other.ctx, {})).total).toBe(0);
    expect((await refusal(listConnections(other.ctx, { whose: 'all' })))?.code).toBe('forbidden');
    expect(await listConnectionEvents(other.ctx, { userIds: [engineer.id] })).toEqual([]);
  });

  test('admins read what happened a page at a time, by a part of the person’s address and of the target’s name', async () => {
    const { organization, engineer, target, connection } = await connected();
    const { ctx } = organization.admin;
    await closeConnection(ctx, { connectionId: connection.id });
    const all = await pageConnectionEvents(ctx, {});
    expect(all).toMatchObject({ total: 2, page: 1, pages: 1 });
    expect(all.events.map(({ type }) => type)).toEqual(['Closed', 'Created']);
    expect(await pageConnectionEvents(ctx, { page: 2 })).toMatchObject({ events: [], total: 2, page: 2 });
    const words = {
      personWords: engineer.email.slice(0, 5).toUpperCase(),
      targetWords: target.name.slice(2),
    };
    expect((await pageConnectionEvents(ctx, words)).total).toBe(2);
    expect((await pageConnectionEvents(ctx, { ...words, targetWords: 'moon' })).total).toBe(0);
    expect((await pageConnectionEvents(ctx, { personWords: 'moon', emails: [engineer.email] })).total).toBe(
      0,
    );
    expect((await refusal(pageConnectionEvents(engineer.ctx, {})))?.code).toBe('forbidden');
  });
});
