import { describe, expect, test } from 'vitest';
import { cancelRequest } from '@/lib/access/cancel-request';
import { submitRequest } from '@/lib/access/submit-request';
import { database } from '@/lib/db/client';
import { createPolicy } from '@/lib/policies/create-policy';
import {
  asRoot,
  childDraft,
  jitPolicyDraft,
  makeEnvironment,
  makeRequestable,
  makeTarget,
  signIn,
  uniqueName,
} from '@/test/factories';
import { teamId, useSlackWorld } from '@/test/slack-world';
import { useSlackEndpoints } from '@/test/use-slack-endpoints';
import { actions } from '../ids';

const world = useSlackWorld();
useSlackEndpoints(world);

const engineer = { teamId, userId: 'U0ENGINEER' };
const general = () => world.slack.control.channels(teamId).find(({ name }) => name === 'general')?.id ?? '';

/** Types the command and returns the newest answer. */
async function list(text = ''): Promise<string> {
  const sent = await world.slack.control.runCommand({ ...engineer, channelId: general(), text });
  expect(sent.problem).toBeUndefined();
  return seen();
}

/** The newest message that only this user sees, as one text. */
function seen(): string {
  return JSON.stringify(
    world.slack.control.ephemerals({ teamId, channel: general(), user: engineer.userId }).at(-1)?.blocks ??
      [],
  );
}

const modal = () => JSON.stringify(world.slack.control.views(teamId, engineer.userId).at(-1) ?? null);
const open = (value: string) =>
  world.slack.control.click({ ...engineer, actionId: actions.openRequest, value });

test('from the list to the form and back: the form closes, and the list shows the request', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const { target } = await makeRequestable(world.organization, [person]);
  await list();
  expect((await open(target.id)).problem).toBeUndefined();
  expect(modal()).toContain('Needs admin approval. Up to 1 hour from approval.');
  const submitted = await world.slack.control.submitView({ ...engineer, values: { reason: 'INC-7' } });
  expect(submitted).toEqual({ result: 'closed' });
  expect(seen()).toContain('⏳ Pending');
  expect(seen()).not.toContain(actions.openRequest);
});

test('a list keeps its page and its filter when it shows a request', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const { target } = await makeRequestable(world.organization, [person]);
  await list(target.name);
  await open(target.id);
  await world.slack.control.submitView({ ...engineer, values: { reason: 'INC-7' } });
  expect(seen()).toContain(`1 target for “${target.name}”`);
});

test('a list that Slack no longer replaces does not keep a request from being sent', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const { target } = await makeRequestable(world.organization, [person]);
  await list();
  await open(target.id);
  world.slack.control.addFault({ method: 'response_url', kind: 'http500' });
  const submitted = await world.slack.control.submitView({ ...engineer, values: { reason: 'INC-7' } });
  expect(submitted).toEqual({ result: 'closed' });
  expect(await database().prisma.accessRequest.count({ where: { requesterId: person.id } })).toBe(1);
});

test('a request that nobody can approve says so before the form closes', async () => {
  const { admin } = world.organization;
  const { target } = await makeRequestable(world.organization, [admin]);
  const theirs = { teamId, userId: 'U0ADMIN' };
  const { control } = world.slack;
  await control.runCommand({ ...theirs, channelId: general(), text: '' });
  await control.click({ ...theirs, actionId: actions.openRequest, value: target.id });
  expect(await control.submitView({ ...theirs, values: { reason: 'INC-7' } })).toEqual({ result: 'updated' });
  expect(JSON.stringify(control.views(teamId, theirs.userId).at(-1))).toContain(
    'No other admin can approve this.',
  );
});

test('a shorter duration than the policy allows is requested', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const { target } = await makeRequestable(world.organization, [person]);
  await list();
  await open(target.id);
  expect(modal()).toContain('"block_id":"duration 60"');
  const values = { duration: '15', reason: 'INC-7' };
  expect(await world.slack.control.submitView({ ...engineer, values })).toEqual({ result: 'closed' });
  const request = await database().prisma.accessRequest.findFirstOrThrow({ where: { targetId: target.id } });
  expect(request.duration).toBe(15);
});

test('an automatic policy gives access, which the list shows', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const { target } = await makeRequestable(world.organization, [person], { automaticallyApproved: true });
  await list();
  await open(target.id);
  expect(modal()).toContain('Approved automatically for up to 1 hour');
  const submitted = await world.slack.control.submitView({ ...engineer, values: { reason: 'INC-7' } });
  expect(submitted).toEqual({ result: 'closed' });
  expect(seen()).toContain('✅ Active until');
});

test('a blank reason is an error at its field, and no request is sent', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const { target } = await makeRequestable(world.organization, [person]);
  await list();
  await open(target.id);
  const submitted = await world.slack.control.submitView({ ...engineer, values: { reason: '   ' } });
  expect(JSON.stringify(submitted)).toContain('Enter a reason.');
  expect(await database().prisma.accessRequest.count({ where: { requesterId: person.id } })).toBe(0);
});

test('R3 a target with an open request shows that in place of the form', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const { target } = await makeRequestable(world.organization, [person]);
  await list();
  await submitRequest(person.ctx, asRoot(target));
  await open(target.id);
  expect(modal()).toContain('You already have a request');
  expect(modal()).not.toContain('"submit-request"');
  expect(seen()).toContain('⏳ Pending');

  await world.slack.control.click({ ...engineer, actionId: actions.cancelRequest });
  expect(modal()).toContain('"submit-request"');
  expect(seen()).toContain(actions.openRequest);
});

test('R3 a target with active access shows how to connect and End now, which leads back to the form', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const { target } = await makeRequestable(world.organization, [person], { automaticallyApproved: true });
  await list();
  await submitRequest(person.ctx, asRoot(target));
  await open(target.id);
  expect(modal()).toContain('You already have access');
  expect(modal()).toContain('zli connect');
  expect(seen()).toContain('✅ Active until');

  await world.slack.control.click({ ...engineer, actionId: actions.endGrant });
  expect(modal()).toContain('"submit-request"');
  expect(seen()).toContain(actions.openRequest);
  const grant = await database().prisma.grant.findFirstOrThrow({ where: { userId: person.id } });
  expect(grant.state).toBe('Relinquished');
});

test('the form begins with what the person requested last on the target', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const { ctx } = world.organization.admin;
  const target = await makeTarget(world.organization.id);
  const lists = {
    targetIds: [target.id],
    targetUsers: ['deploy', 'root'],
    verbs: ['Shell' as const, 'Tunnel' as const],
  };
  const child = await createPolicy(ctx, childDraft(lists));
  await createPolicy(ctx, jitPolicyDraft({ subjectIds: [person.id], childIds: [child.id] }));
  const { id: requestId } = await submitRequest(person.ctx, { ...asRoot(target), verb: 'Tunnel' });
  await cancelRequest(person.ctx, { requestId });
  await list();
  await open(target.id);
  expect(modal()).toMatch(/"initial_option":\{"text":\{[^}]*\},"value":"root"/);
  expect(modal()).toMatch(/"initial_option":\{"text":\{[^}]*\},"value":"Tunnel"/);
});

test('R3 an outdated form shows which request is open', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const { target } = await makeRequestable(world.organization, [person]);
  await list();
  await open(target.id);
  await submitRequest(person.ctx, asRoot(target));
  const submitted = await world.slack.control.submitView({ ...engineer, values: { reason: 'again' } });
  expect(JSON.stringify(submitted)).toContain('still pending');
});

test('while every database connection is in use, the command and a button answer with a sentence', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const { target } = await makeRequestable(world.organization, [person]);
  await list();
  const taken = await Promise.all(Array.from({ length: 10 }, () => database().pool.connect()));
  try {
    expect(await list()).toContain('The server is busy');
    expect((await open(target.id)).problem).toBeUndefined();
    expect(seen()).toContain('The server is busy');
  } finally {
    for (const client of taken) client.release();
  }
});

describe('a form with choices', () => {
  async function withTwoRules() {
    const person = await signIn(world.organization, 'engineer@acme.test');
    const { target } = await makeRequestable(world.organization, [person]);
    const { ctx } = world.organization.admin;
    const child = await createPolicy(
      ctx,
      childDraft({ targetIds: [target.id], targetUsers: ['deploy'], verbs: ['Shell', 'FileTransfer'] }),
    );
    await createPolicy(
      ctx,
      jitPolicyDraft({
        subjectIds: [person.id],
        childIds: [child.id],
        automaticallyApproved: true,
        duration: 30,
      }),
    );
    await list();
    await open(target.id);
    return target;
  }

  test('shows the approval as the selection changes', async () => {
    await withTwoRules();
    expect(modal()).toContain('depend on what you select');
    const { control } = world.slack;
    const choose = (actionId: string, value: string, values = {}) =>
      control.click({ ...engineer, actionId, value, values: { reason: 'typed', ...values } });
    await choose('target-user', 'deploy');
    expect(modal()).toContain('Approved automatically for up to 30 minutes');
    await choose('target-user', 'root');
    expect(modal()).toContain('Needs admin approval');
    await choose('verb', 'FileTransfer', { 'target-user': 'root' });
    expect(modal()).toContain('is not offered as root');
    const submitted = await control.submitView({
      ...engineer,
      values: { 'target-user': 'root', verb: 'Shell', reason: 'typed' },
    });
    expect(submitted).toEqual({ result: 'closed' });
    const [request] = await database().prisma.accessRequest.findMany({ where: { reason: 'typed' } });
    expect(request).toMatchObject({ targetUser: 'root', verb: 'Shell', state: 'Pending' });
  });

  test('shows a combination that is not offered at its field', async () => {
    await withTwoRules();
    const values = { 'target-user': 'root', verb: 'FileTransfer', reason: 'copy' };
    const submitted = await world.slack.control.submitView({ ...engineer, values });
    expect(JSON.stringify(submitted)).toMatch(/"verb":"File ?Transfer is not offered as root/);
  });
});

test('cluster groups with ":" and 150 characters are submitted as they are, and many are searched', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const target = await makeTarget(world.organization.id, { type: 'Cluster' });
  const long = `a:${'x'.repeat(148)}`;
  const targetGroups = ['system:masters', long, ...Array.from({ length: 120 }, (_, n) => `group:${n}`)];
  const { ctx } = world.organization.admin;
  const child = (groups: string[]) =>
    createPolicy(ctx, {
      type: 'Kubernetes',
      name: uniqueName('child'),
      targetIds: [target.id],
      targetUsers: ['admin'],
      targetGroups: groups,
    });
  const children = [await child(targetGroups.slice(0, 100)), await child(targetGroups.slice(100))];
  const childIds = children.map(({ id }) => id);
  await createPolicy(ctx, jitPolicyDraft({ subjectIds: [person.id], childIds }));
  await list();
  await open(target.id);
  expect(modal()).toContain('multi_external_select');
  const { control } = world.slack;
  const found = await control.suggest({ ...engineer, actionId: 'target-groups', query: 'MASTERS' });
  expect(JSON.stringify(found)).toContain('"value":"system:masters"');
  const all = await control.suggest({ ...engineer, actionId: 'target-groups', query: '' });
  expect(JSON.stringify(all).match(/"value"/g)).toHaveLength(100);
  const searched = await control.suggest({
    ...engineer,
    actionId: 'target-groups',
    query: long.slice(0, 40),
  });
  const value = /"value":"([0-9a-f]{64})"/.exec(JSON.stringify(searched))?.[1] ?? '';
  const values = { 'target-groups': ['system:masters', value], reason: 'pods hang' };
  const submitted = await control.submitView({ ...engineer, values });
  expect(submitted).toEqual({ result: 'closed' });
  const request = await database().prisma.accessRequest.findFirstOrThrow({ where: { targetId: target.id } });
  expect(request).toMatchObject({ targetUser: 'admin', targetGroups: ['system:masters', long], verb: null });
});

test('pages are replaced in both directions, and keep the filter', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const environmentId = await makeEnvironment(world.organization.id, 'fleet');
  for (let n = 10; n < 35; n++) await makeTarget(world.organization.id, { environmentId, name: `web-${n}` });
  const { ctx } = world.organization.admin;
  const child = await createPolicy(ctx, childDraft({ environmentIds: [environmentId] }));
  await createPolicy(ctx, jitPolicyDraft({ subjectIds: [person.id], childIds: [child.id] }));
  expect(await list('WEB linux')).toContain('25 targets for “WEB linux”');
  const turn = (actionId: string) => world.slack.control.click({ ...engineer, actionId });
  expect((await turn(actions.nextPage)).problem).toBeUndefined();
  expect(seen()).toContain('web-34');
  expect(seen()).not.toContain('web-10');
  expect(seen()).toContain('25 targets for “WEB linux”');
  await turn(actions.previousPage);
  expect(seen()).toContain('web-10');
  expect(world.slack.control.ephemerals({ teamId, channel: general(), user: engineer.userId })).toHaveLength(
    1,
  );
});

test('the user reads below the list that Slack did not open the form', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const { target } = await makeRequestable(world.organization, [person]);
  await list();
  world.slack.control.addFault({ method: 'views.open', kind: 'error', error: 'expired_trigger_id' });
  await open(target.id);
  expect(seen()).toContain('Slack did not open the form in time');
});

test('a target that is no longer offered is refused with its reason', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const { target } = await makeRequestable(world.organization, [person]);
  await list();
  await database().prisma.target.update({ where: { id: target.id }, data: { status: 'Terminated' } });
  await open(target.id);
  expect(seen()).toContain('no longer exists');
});
