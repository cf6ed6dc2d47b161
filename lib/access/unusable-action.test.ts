import { beforeAll, expect, test } from 'vitest';
import { database } from '@/lib/db/client';
import { createPolicy } from '@/lib/policies/create-policy';
import { listRequestersOf } from '@/lib/policies/list-requesters-of';
import type { PolicyInput } from '@/lib/policies/policy-input';
import { refusal } from '@/test/assertions';
import {
  asRoot,
  childDraft,
  jitPolicyDraft,
  makeOrganization,
  makeTarget,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { getRequest } from './get-request';
import { getRequestForm } from './get-request-form';
import { listEntitledTargets } from './list-entitled-targets';
import { listRequestable } from './list-requestable';
import { reviewRequest } from './review-request';
import { submitRequest } from './submit-request';

// RDP and SQL Server can be used only where a way to them is set.
useDatabase();
let organization: TestOrganization;
let engineer: TestPerson;

beforeAll(async () => {
  organization = await makeOrganization();
  engineer = await signIn(organization, 'engineer@acme.test');
});

async function makeWindows(verbs: PolicyInput['verbs']) {
  const target = await makeTarget(organization.id, { os: 'Windows' });
  const child = await createPolicy(organization.admin.ctx, childDraft({ targetIds: [target.id], verbs }));
  await createPolicy(
    organization.admin.ctx,
    jitPolicyDraft({ subjectIds: [engineer.id], childIds: [child.id] }),
  );
  return target;
}

const setWay = (id: string, tunnelWay: 'OwnSsh' | null) =>
  database().prisma.target.update({ where: { id }, data: { tunnelWay, host: 'win.acme.test' } });
const isListed = async (id: string) =>
  (await listRequestable(engineer.ctx, { pageSize: 100 })).targets.some((target) => target.id === id);

test('a target where only RDP is allowed is offered to nobody until a way is set', async () => {
  const target = await makeWindows(['RDP']);
  const targetId = target.id;
  const rdp = { ...asRoot(target), verb: 'RDP' as const };
  expect(await isListed(targetId)).toBe(false);
  await refusal(getRequestForm(engineer.ctx, { targetId }), 'not-requestable');
  expect((await listRequestersOf(organization.admin.ctx, { targetId })).people).toEqual([]);
  const { message } = await refusal(submitRequest(engineer.ctx, rdp), 'unreachable');
  expect(message).toBe(
    `zli can’t reach RDP on ${target.name} yet. Ask an admin to choose how, in the console under Targets.`,
  );
  await setWay(targetId, 'OwnSsh');
  expect(await isListed(targetId)).toBe(true);
  expect((await getRequestForm(engineer.ctx, { targetId })).offers).toMatchObject([{ verbs: ['RDP'] }]);
  expect(await submitRequest(engineer.ctx, rdp)).toMatchObject({ state: 'Pending', verb: 'RDP' });
});

test('other actions of the same policy are offered without it', async () => {
  const target = await makeWindows(['Tunnel', 'RDP', 'SQLServer']);
  const targetId = target.id;
  expect((await getRequestForm(engineer.ctx, { targetId })).offers).toMatchObject([{ verbs: ['Tunnel'] }]);
  const { faults } = await refusal(
    submitRequest(engineer.ctx, { ...asRoot(target), verb: 'Shell' }),
    'not-requestable',
  );
  expect(faults[0]?.message).toBe('Shell is not offered as root. You can request Tunnel.');
});

test('standing access to it is not listed, and other actions are', async () => {
  const verbs = async (id: string) =>
    (await listEntitledTargets(engineer.ctx, {})).targets
      .find((target) => target.id === id)
      ?.entitlements.flatMap((one) => one.verbs);
  const { id } = await makeTarget(organization.id, { os: 'Windows' });
  const given = { targetIds: [id], subjectIds: [engineer.id] };
  await createPolicy(organization.admin.ctx, childDraft({ ...given, verbs: ['RDP'] }));
  expect(await verbs(id)).toBeUndefined();
  await createPolicy(organization.admin.ctx, childDraft({ ...given, verbs: ['FileTransfer', 'RDP'] }));
  expect(await verbs(id)).toEqual(['FileTransfer']);
  await setWay(id, 'OwnSsh');
  expect((await verbs(id))?.sort()).toEqual(['FileTransfer', 'RDP', 'RDP']);
});

test('an approval is refused, and the request stays pending, while the way is gone', async () => {
  const target = await makeWindows(['SQLServer']);
  await setWay(target.id, 'OwnSsh');
  const { id: requestId } = await submitRequest(engineer.ctx, { ...asRoot(target), verb: 'SQLServer' });
  await setWay(target.id, null);
  const { ctx } = organization.admin;
  const error = await refusal(reviewRequest(ctx, { requestId, decision: 'approve' }), 'unreachable');
  expect(error.message).toContain(`SQL Server on ${target.name}`);
  expect((await getRequest(ctx, { requestId })).request.state).toBe('Pending');
  await setWay(target.id, 'OwnSsh');
  expect(await reviewRequest(ctx, { requestId, decision: 'approve' })).toMatchObject({ state: 'Approved' });
});
