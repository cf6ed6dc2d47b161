import { beforeAll, expect, test } from 'vitest';
import { emptyDraft } from '@/components/policies/draft';
import { reviewRequest } from '@/lib/access/review-request';
import { submitRequest } from '@/lib/access/submit-request';
import { database } from '@/lib/db/client';
import { setRole } from '@/lib/directory/set-role';
import { countRows, refusal } from '@/test/assertions';
import {
  asRoot,
  childDraft,
  jitPolicyDraft,
  makeEnvironment,
  makeOrganization,
  makeRequestable,
  makeTarget,
  signIn,
  type TestOrganization,
  type TestPerson,
  uniqueName,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { createPolicy } from './create-policy';
import { getPolicy } from './get-policy';
import type { PolicyInput } from './policy-input';
import { previewPolicy } from './preview-policy';
import { updatePolicy } from './update-policy';

useDatabase();
let organization: TestOrganization;
let admin: TestPerson;
let engineer: TestPerson;

beforeAll(async () => {
  organization = await makeOrganization();
  admin = organization.admin;
  engineer = await signIn(organization, 'engineer@acme.test', ['Engineering']);
});

const preview = (draft: PolicyInput, policyId: string | null = null) =>
  previewPolicy(admin.ctx, { policyId, draft, named: true });
const codes = (found: Awaited<ReturnType<typeof preview>>) => found.issues.map(({ code }) => code);

test('an empty draft has no people and no targets', async () => {
  for (const type of ['JustInTime', 'TargetConnect', 'Kubernetes', 'Proxy'] as const) {
    const found = await previewPolicy(admin.ctx, { policyId: null, named: false, draft: emptyDraft(type) });
    expect(found).toMatchObject({
      people: 0,
      reach: { count: 0 },
      gains: null,
      losses: null,
      ending: { count: 0 },
    });
  }
});

test('the preview of a new policy has its people, its targets and the access added, and writes nothing', async () => {
  const { target, child } = await makeRequestable(organization, []);
  const before = await countRows();
  const found = await preview(jitPolicyDraft({ groupIds: ['Engineering'], childIds: [child.id] }));
  expect(found).toMatchObject({
    people: 1,
    reach: { count: 1, groups: [{ count: 1, targets: [{ name: target.name, change: null }] }] },
    gains: { people: { count: 1, some: ['engineer@acme.test'] }, targets: { count: 1 }, access: [] },
    losses: null,
  });
  expect(await countRows()).toEqual(before);
});

test('the preview of an edit has the access added and removed, and the active access that ends', async () => {
  const other = await signIn(organization, `${uniqueName('dba').replace(' ', '')}@acme.test`);
  const { target, child, jit } = await makeRequestable(organization, [engineer]);
  const request = await submitRequest(engineer.ctx, asRoot(target));
  await reviewRequest(admin.ctx, { requestId: request.id, decision: 'approve' });
  const more = await makeTarget(organization.id);
  const found = await preview(
    { type: 'JustInTime', name: jit.name, subjectIds: [other.id], childIds: [child.id] },
    jit.id,
  );
  expect(found.gains?.people).toEqual({ count: 1, some: [other.email] });
  expect(found.losses?.people).toEqual({ count: 1, some: [engineer.email] });
  expect(found.ending.some).toEqual([`engineer@acme.test on ${target.name} as root, Shell`]);

  const edited = childDraft({ name: child.name, targetIds: [target.id, more.id], targetUsers: ['deploy'] });
  const ofChild = await preview(edited, child.id);
  expect(ofChild.gains?.targets.some).toEqual([expect.stringContaining(more.name)]);
  expect(ofChild.reach.groups.flatMap(({ targets }) => targets)).toEqual(
    expect.arrayContaining([
      { name: more.name, change: 'added' },
      { name: target.name, change: null },
    ]),
  );
  expect(ofChild).toMatchObject({
    gains: { access: ['as deploy, Shell'] },
    losses: { access: ['as root, Shell'] },
    ending: { count: 1 },
    parents: [{ name: jit.name, automatic: false, people: 1 }],
  });
  // What the preview says would end is what then ends.
  expect((await preview({ ...edited, targetUsers: ['root'] }, child.id)).ending.count).toBe(0);
  const stored = await getPolicy(admin.ctx, { policyId: child.id });
  const saved = await updatePolicy(admin.ctx, { ...edited, policyId: child.id, version: stored.version });
  expect(saved.ended).toBe(1);
  expect((await preview(edited, child.id)).ending.count).toBe(0);
});

test('approval and duration count: the preview says who gets what without approval, and for how long', async () => {
  const dba = await signIn(organization, `${uniqueName('dba').replace(' ', '')}@acme.test`);
  const { child, jit } = await makeRequestable(organization, [engineer]);
  const edited = jitPolicyDraft({ name: jit.name, subjectIds: [engineer.id], childIds: [child.id] });
  const looser = await preview({ ...edited, automaticallyApproved: true, duration: 240 }, jit.id);
  expect(looser).toMatchObject({
    gains: {
      people: { count: 0 },
      targets: { count: 0 },
      access: [],
      terms: '1 person gets root on 1 target without approval, for 4 hours instead of 1 hour.',
    },
    losses: null,
    dropsApproval: true,
  });
  const shorter = await preview({ ...edited, duration: 30 }, jit.id);
  expect(shorter).toMatchObject({
    gains: null,
    losses: { terms: '1 person gets root on 1 target for 30 minutes instead of 1 hour.' },
    dropsApproval: false,
  });
  // Someone who is new in the policy had no approval that could be dropped.
  const others = await preview(
    { ...edited, subjectIds: [dba.id], automaticallyApproved: true, duration: 240 },
    jit.id,
  );
  expect(others).toMatchObject({
    gains: { people: { count: 1 }, terms: null },
    losses: { people: { count: 1 }, terms: null },
    dropsApproval: false,
  });
});

test('each conflict of a draft has a stable code', async () => {
  const { target, child, jit } = await makeRequestable(organization, [engineer], {
    automaticallyApproved: true,
    duration: 15,
  });
  const draft = jitPolicyDraft({ subjectIds: [engineer.id], childIds: [child.id] });
  const found = await preview(draft);
  expect(codes(found)).toEqual(['covered-by-shorter-automatic']);
  expect(found.issues[0]).toMatchObject({ severity: 'warning', field: 'duration' });
  expect(found.issues[0]?.message).toContain(`${jit.name} takes precedence`);
  expect(codes(await preview({ ...draft, automaticallyApproved: true, duration: 5 }))).toEqual([
    'overlapping-policies',
  ]);
  expect(codes(await preview({ ...draft, subjectIds: [] }))).toEqual([]);
  expect(codes(await preview({ ...draft, subjectIds: [], name: child.name }))).toEqual(['name-taken']);
  expect(codes(await preview({ ...draft, subjectIds: [], timeExpires: new Date('2020-01-01') }))).toEqual([
    'has-ended',
  ]);
  expect(codes(await preview({ ...draft, subjectIds: [], groupIds: ['Empty'] }))).toEqual(['nobody-may-ask']);
  const empty = await makeEnvironment(organization.id);
  expect(codes(await preview(childDraft({ environmentIds: [empty] })))).toEqual(['covers-nothing-now']);
  const slip = await preview(childDraft({ targetIds: [target.id], targetUsers: ['root', 'rooot'] }));
  expect(slip.issues.map(({ code, message }) => `${code} ${message}`)).toEqual([
    expect.stringMatching(`^unknown-target-user .*“rooot” on ${target.name}\\.`),
  ]);
});

test('RDP on a server without a way is a warning at the action, and at the policy that includes it', async () => {
  const windows = await makeTarget(organization.id, { os: 'Windows' });
  const linux = await makeTarget(organization.id);
  const draft = childDraft({ targetIds: [windows.id, linux.id], verbs: ['Shell', 'RDP'] });
  const [issue] = (await preview(draft)).issues;
  expect(issue).toMatchObject({ code: 'no-way', severity: 'warning', field: 'verbs' });
  expect(issue?.message).toBe(
    `No one can request or use RDP on ${windows.name} and 1 more. Choose how zli reaches it, in the inventory.`,
  );
  const child = await createPolicy(admin.ctx, draft);
  const jit = jitPolicyDraft({ subjectIds: [engineer.id], childIds: [child.id] });
  expect((await preview(jit)).issues).toMatchObject([{ code: 'no-way', field: 'childIds' }]);
  const data = { tunnelWay: 'OwnSsh', host: 'win.acme.test' } as const;
  await database().prisma.target.updateMany({ where: { id: { in: [windows.id, linux.id] } }, data });
  expect(codes(await preview(draft, child.id))).toEqual([]);
});

test('the preview and the save report an error in the same words', async () => {
  const { child } = await makeRequestable(organization, [engineer]);
  const draft = jitPolicyDraft({ childIds: [child.id], name: child.name });
  const [reported] = (await preview(draft)).issues;
  const { faults } = await refusal(createPolicy(admin.ctx, draft), 'name-taken');
  expect(faults).toEqual([{ path: reported?.field, message: reported?.message, code: 'name-taken' }]);
  const none = await refusal(createPolicy(admin.ctx, { ...draft, childIds: [] }), 'invalid');
  expect(none.faults).toMatchObject([{ path: 'childIds', code: 'no-children' }]);
});

test('R6: a warning names the only admin who is also a requester', async () => {
  const { child } = await makeRequestable(organization, []);
  const draft = jitPolicyDraft({ subjectIds: [admin.id], childIds: [child.id] });
  const [issue] = (await preview(draft)).issues.filter(({ code }) => code === 'nobody-can-decide');
  expect(issue?.message).toContain('admin@acme.test is the only admin');
  expect(codes(await preview({ ...draft, automaticallyApproved: true }))).not.toContain('nobody-can-decide');
  const second = await signIn(organization, 'second@acme.test');
  await setRole(admin.ctx, { userId: second.id, role: 'Admin' });
  expect(codes(await preview(draft))).not.toContain('nobody-can-decide');
  await setRole(admin.ctx, { userId: second.id, role: 'User' });
});

test('only admins preview, and only in their organization', async () => {
  const { child, jit } = await makeRequestable(organization, [engineer]);
  const draft = jitPolicyDraft({ subjectIds: [engineer.id], childIds: [child.id] });
  await refusal(previewPolicy(engineer.ctx, { policyId: null, draft, named: true }), 'forbidden');
  const stranger = await makeOrganization();
  const found = await previewPolicy(stranger.admin.ctx, { policyId: jit.id, draft, named: true });
  expect(found).toMatchObject({
    people: 0,
    reach: { count: 0 },
    gains: null,
    losses: null,
    ending: { count: 0 },
  });
});

test('a draft without a type is invalid', async () => {
  await refusal(preview({ ...jitPolicyDraft(), duration: 0 }), 'invalid');
  await refusal(createPolicy(admin.ctx, { ...jitPolicyDraft(), name: '' }), 'invalid');
});
