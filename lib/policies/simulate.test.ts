import { beforeAll, expect, test } from 'vitest';
import { submitRequest } from '@/lib/access/submit-request';
import { setUserEnabled } from '@/lib/directory/set-user-enabled';
import { refusal } from '@/test/assertions';
import {
  asRoot,
  childDraft,
  jitPolicyDraft,
  makeOrganization,
  makeRequestable,
  makeTarget,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { createPolicy } from './create-policy';
import { listRequestableByPerson } from './list-requestable-by-person';
import { listRequestersOf } from './list-requesters-of';
import { replayRequests } from './replay-requests';
import { simulateRequest } from './simulate-request';

const { pass } = useDatabase();
let organization: TestOrganization;
let admin: TestPerson;
let engineer: TestPerson;
let dba: TestPerson;

beforeAll(async () => {
  organization = await makeOrganization();
  admin = organization.admin;
  engineer = await signIn(organization, 'engineer@acme.test', ['Engineering']);
  dba = await signIn(organization, 'dba@acme.test', ['Data']);
});

test('R1, R2: the people who can request a target, with their rules in order of precedence', async () => {
  const { target, child, jit } = await makeRequestable(organization, [engineer]);
  const atOnce = await createPolicy(
    admin.ctx,
    jitPolicyDraft({
      groupIds: ['Engineering', 'Data'],
      childIds: [child.id],
      automaticallyApproved: true,
      duration: 90,
    }),
  );
  const answer = await listRequestersOf(admin.ctx, { targetId: target.id });
  expect(answer).toMatchObject({ total: 2, target: { name: target.name } });
  expect(
    answer.people.map(({ email, rules }) => [
      email,
      rules.map(
        ({ policy, automatic, duration }) =>
          `${policy}: ${automatic ? 'automatic' : 'approval'}, ${duration}`,
      ),
    ]),
  ).toEqual([
    ['dba@acme.test', [`${atOnce.name}: automatic, 1 hour 30 minutes`]],
    ['engineer@acme.test', [`${atOnce.name}: automatic, 1 hour 30 minutes`, `${jit.name}: approval, 1 hour`]],
  ]);
  expect(answer.people[0]?.rules[0]).toMatchObject({ as: 'root', actions: 'Shell' });
  await setUserEnabled(admin.ctx, { userId: dba.id, enabled: false });
  expect((await listRequestersOf(admin.ctx, { targetId: target.id })).total).toBe(1);
  await setUserEnabled(admin.ctx, { userId: dba.id, enabled: true });
  const alone = await makeTarget(organization.id);
  expect(await listRequestersOf(admin.ctx, { targetId: alone.id })).toMatchObject({ total: 0, people: [] });
});

test('the targets that a person can request are the list that they see', async () => {
  const person = await signIn(organization, 'on-call@acme.test');
  const { target, jit } = await makeRequestable(organization, [person]);
  const answer = await listRequestableByPerson(admin.ctx, { userId: person.id });
  expect(answer).toMatchObject({ total: 1, integrated: true, person: { email: 'on-call@acme.test' } });
  expect(answer.targets).toMatchObject([
    { id: target.id, rules: [{ policy: jit.name, as: 'root', actions: 'Shell' }] },
  ]);
  expect(await listRequestableByPerson(admin.ctx, { userId: person.id, query: 'moon' })).toMatchObject({
    total: 0,
  });
});

test('one question: what a request would get, why, or what is missing', async () => {
  const { target, jit } = await makeRequestable(organization, [engineer]);
  const ask = (changes: object = {}) =>
    simulateRequest(admin.ctx, {
      email: 'Engineer@acme.test',
      targetId: target.id,
      targetUser: 'root',
      verb: 'Shell',
      ...changes,
    });
  expect(await ask()).toMatchObject({
    outcome: 'approval',
    duration: 60,
    receipt: {
      decided: [
        expect.stringContaining(`Policy ${jit.name} (version 1) covers it`),
        'It needs admin approval. admin@acme.test could decide.',
      ],
    },
  });
  expect(await ask({ verb: 'Tunnel' })).toMatchObject({
    outcome: 'denied',
    duration: null,
    receipt: { decided: [], nearly: [expect.stringContaining('allows only Shell')] },
  });
  expect((await ask({ email: 'dba@acme.test' })).outcome).toBe('denied');
  await refusal(ask({ email: 'nobody@acme.test' }), 'not-found');
  await refusal(
    simulateRequest(engineer.ctx, {
      email: engineer.email,
      targetId: target.id,
      targetUser: null,
      verb: null,
    }),
    'forbidden',
  );
});

test('testing a draft returns the past requests whose outcome it changes, and no others', async () => {
  const world = await makeOrganization();
  const person = await signIn(world, 'engineer@acme.test');
  const { target, child, jit } = await makeRequestable(world, [person]);
  const other = await makeRequestable(world, [person]);
  const first = await submitRequest(person.ctx, asRoot(target));
  await submitRequest(person.ctx, asRoot(other.target));
  const about = { policyId: jit.id };
  const draft = { type: 'JustInTime', name: jit.name, subjectIds: [person.id], childIds: [child.id] };
  const replayed = async (changes: object, chunk = 500) =>
    replayRequests(world.admin.ctx, { ...about, draft: { ...draft, ...changes }, chunk });
  expect(await replayed({})).toEqual({ changed: [], done: 2, total: 2 });
  expect(await replayed({ name: '' })).toMatchObject({ changed: [] });
  expect((await replayed({ automaticallyApproved: true })).changed).toMatchObject([
    {
      id: first.id,
      requester: 'engineer@acme.test',
      as: 'as root, Shell',
      from: 'needs approval, for 1 hour',
      to: 'approved automatically for 1 hour',
    },
  ]);
  expect((await replayed({ subjectIds: [] })).changed).toMatchObject([{ to: 'denied: no policy covers it' }]);
  expect((await replayed({ duration: 30 })).changed).toMatchObject([
    { to: 'needs approval, for 30 minutes' },
  ]);
  // A chunk at a time.
  const begun = await replayed({ duration: 30 }, 1);
  expect(begun).toMatchObject({ done: 1, total: 2 });
  const rest = await replayRequests(world.admin.ctx, {
    ...about,
    draft: { ...draft, duration: 30 },
    done: 1,
    chunk: 1,
  });
  expect([...begun.changed, ...rest.changed]).toHaveLength(1);
  // Through a child too.
  const narrower = childDraft({ name: child.name, targetIds: [target.id], targetUsers: ['deploy'] });
  const ofChild = await replayRequests(world.admin.ctx, { policyId: child.id, draft: narrower });
  expect(ofChild.changed).toMatchObject([{ id: first.id, to: 'denied: no policy covers it' }]);
  // A new policy that takes precedence.
  const faster = jitPolicyDraft({ subjectIds: [person.id], childIds: [child.id], duration: 5 });
  const ofNew = await replayRequests(world.admin.ctx, { policyId: null, draft: faster });
  expect(ofNew.changed).toMatchObject([{ id: first.id, to: 'needs approval, for 5 minutes' }]);
  await pass(91 * 24 * 60);
  expect(await replayed({ subjectIds: [] })).toEqual({ changed: [], done: 0, total: 0 });
});

test('only admins simulate, and only in their organization', async () => {
  const { target, child } = await makeRequestable(organization, [engineer]);
  const draft = jitPolicyDraft({ childIds: [child.id] });
  await refusal(listRequestersOf(engineer.ctx, { targetId: target.id }), 'forbidden');
  await refusal(listRequestableByPerson(engineer.ctx, { userId: engineer.id }), 'forbidden');
  await refusal(replayRequests(engineer.ctx, { policyId: null, draft }), 'forbidden');
  const { admin: stranger } = await makeOrganization();
  await refusal(listRequestersOf(stranger.ctx, { targetId: target.id }), 'not-found');
  await refusal(listRequestableByPerson(stranger.ctx, { userId: engineer.id }), 'not-found');
  expect(await replayRequests(stranger.ctx, { policyId: null, draft })).toMatchObject({ total: 0 });
});
