import { beforeAll, expect, test } from 'vitest';
import { matrixSize } from '@/lib/core/access/access-matrix';
import { refusal } from '@/test/assertions';
import {
  childDraft,
  jitPolicyDraft,
  makeOrganization,
  makeTarget,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { createPolicy } from './create-policy';
import { getAccessMatrix } from './get-access-matrix';
import { listRequestableByPerson } from './list-requestable-by-person';

useDatabase();
let organization: TestOrganization;
let engineer: TestPerson;
let operator: TestPerson;

beforeAll(async () => {
  organization = await makeOrganization();
  engineer = await signIn(organization, 'engineer@acme.test');
  operator = await signIn(organization, 'operator@acme.test');
  const { ctx } = organization.admin;
  const [api, batch, web] = await Promise.all(
    ['api', 'batch', 'web'].map((name) => makeTarget(organization.id, { name })),
  );
  const child = (target: { id: string } | undefined, changes: object = {}) =>
    createPolicy(ctx, childDraft({ targetIds: [target?.id ?? ''], ...changes }));
  const children = [await child(api), await child(batch), await child(web, { subjectIds: [operator.id] })];
  const jit = (name: string, childIds: string[], changes: object) =>
    createPolicy(ctx, jitPolicyDraft({ name, childIds, subjectIds: [engineer.id], ...changes }));
  const [ofApi, ofBatch, ofWeb] = children.map(({ id }) => id);
  await jit('By an admin', [ofApi ?? '', ofBatch ?? ''], { duration: 120 });
  await jit('At once', [ofBatch ?? ''], { automaticallyApproved: true, duration: 30 });
  await jit('Web at once', [ofWeb ?? ''], { automaticallyApproved: true, duration: 15 });
});

const matrixOf = async (input: object = {}) => {
  const { people, targets, hasMore } = await getAccessMatrix(organization.admin.ctx, input);
  const cells = people.map(({ email, cells: row }) => [
    email,
    ...row.map(({ outcome, policy, duration }) => [outcome, policy, duration].filter(Boolean).join(' ')),
  ]);
  return { cells, targets: targets.map(({ name }) => name), hasMore };
};

test('each person has a cell for each target, with what takes precedence', async () => {
  expect(await matrixOf()).toEqual({
    targets: ['api', 'batch', 'web'],
    cells: [
      ['admin@acme.test', 'none', 'none', 'none'],
      [
        'engineer@acme.test',
        'approval By an admin 120',
        'partly-automatic At once 30',
        'automatic Web at once 15',
      ],
      ['operator@acme.test', 'none', 'none', expect.stringMatching(/^standing-access /)],
    ],
    hasMore: { people: false, targets: false },
  });
});

test('a cell says the same as the list that the person sees', async () => {
  const { people, targets } = await getAccessMatrix(organization.admin.ctx, {});
  for (const { id, cells } of people) {
    const listed = await listRequestableByPerson(organization.admin.ctx, { userId: id });
    const requestable = targets.filter((_, index) =>
      ['automatic', 'partly-automatic', 'approval'].includes(cells[index]?.outcome ?? 'none'),
    );
    expect(requestable.map((target) => target.id)).toEqual(listed.targets.map((target) => target.id));
  }
});

test('it shows what matches, and at most so many', async () => {
  expect(await matrixOf({ people: 'engin', targets: 'ba' })).toMatchObject({
    targets: ['batch'],
    cells: [['engineer@acme.test', 'partly-automatic At once 30']],
  });
  expect(await matrixOf({ people: 'moon' })).toMatchObject({ cells: [] });
  for (let made = 0; made <= matrixSize.targets; made++)
    await makeTarget(organization.id, { name: `many-${made}` });
  const { targets, hasMore } = await matrixOf({ targets: 'many' });
  expect(targets).toHaveLength(matrixSize.targets);
  expect(hasMore).toEqual({ people: false, targets: true });
});

test('only admins see it', async () => {
  expect(await refusal(getAccessMatrix(engineer.ctx, {}))).toMatchObject({ code: 'forbidden' });
});
