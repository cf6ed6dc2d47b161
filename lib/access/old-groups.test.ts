import { expect, test } from 'vitest';
import { submitRequest } from '@/lib/access/submit-request';
import { database } from '@/lib/db/client';
import { findRequestable } from '@/lib/db/policies/requestable';
import { updateOrganization } from '@/lib/directory/update-organization';
import { createPolicy } from '@/lib/policies/create-policy';
import { previewPolicy } from '@/lib/policies/preview-policy';
import {
  asRoot,
  jitPolicyDraft,
  makeOrganization,
  makeRequestable,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { getRequestForm } from './get-request-form';
import { reviewRequest } from './review-request';

const { pass } = useDatabase();
const group = 'Engineering';
const day = 24 * 60;

async function makeWorld(asksAdmin = true) {
  const organization = await makeOrganization();
  await setAsking(organization, asksAdmin);
  const person = await signIn(organization, 'engineer@acme.test', [group]);
  const made = await makeRequestable(organization, [], { groupIds: [group], automaticallyApproved: true });
  return { organization, person, ...made };
}

async function setAsking({ admin }: TestOrganization, reviewOldGroups: boolean) {
  const settings = { selfApproval: false, reviewOldGroups, lapseMinutes: 1440, reminderMinutes: 0 };
  await updateOrganization(admin.ctx, settings);
}

/** Whether a target is approved automatically for a person: in the list, in the form, and for a request. */
async function areAutomatic(person: TestPerson, target: { id: string }) {
  const { id: userId, organizationId } = person;
  const list = await findRequestable({ organizationId, userId, words: [], limit: 10, offset: 0 });
  const form = await getRequestForm(person.ctx, { targetId: target.id });
  const request = await submitRequest(person.ctx, asRoot(target));
  return [list.targets[0]?.automatic, form.offers[0]?.automatic, request.state === 'Approved'];
}

test('groups of the last 24 hours are enough for an automatic policy', async () => {
  const { person, target } = await makeWorld();
  await pass(day - 1);
  expect(await areAutomatic(person, target)).toEqual([true, true, true]);
});

test('older groups ask an admin, who can approve, until the person signs in again', async () => {
  const { organization, person, target } = await makeWorld();
  await pass(day + 1);
  expect(await areAutomatic(person, target)).toEqual([false, false, false]);
  const { id: requestId } = await database().prisma.accessRequest.findFirstOrThrow({
    where: { requesterId: person.id },
  });
  const decided = await reviewRequest(organization.admin.ctx, { requestId, decision: 'approve' });
  expect(decided.state).toBe('Approved');
  const other = await signIn(organization, 'other@acme.test', [group]);
  expect(await areAutomatic(other, target)).toEqual([true, true, true]);
});

test('a policy that lists the person by name stays automatic', async () => {
  const { organization, person, target, child } = await makeWorld();
  await createPolicy(
    organization.admin.ctx,
    jitPolicyDraft({ subjectIds: [person.id], childIds: [child.id], automaticallyApproved: true }),
  );
  await pass(day + 1);
  expect(await areAutomatic(person, target)).toEqual([true, true, true]);
});

test('an organization that does not want it is not asked, but told in the editor', async () => {
  const { organization, person, target, jit, child } = await makeWorld(false);
  const preview = () =>
    previewPolicy(organization.admin.ctx, {
      policyId: jit.id,
      named: true,
      draft: {
        ...jitPolicyDraft({ groupIds: [group], childIds: [child.id], automaticallyApproved: true }),
        duration: 60,
      },
    });
  const issues = async () => (await preview()).issues.filter(({ code }) => code === 'old-groups');
  expect(await issues()).toEqual([]);
  await pass(day + 1);
  expect(await areAutomatic(person, target)).toEqual([true, true, true]);
  expect(await issues()).toMatchObject([
    { severity: 'warning', message: expect.stringContaining('1 person are older than 24 hours') },
  ]);
  await setAsking(organization, true);
  expect(await issues()).toMatchObject([{ message: expect.stringContaining('need admin approval') }]);
});
