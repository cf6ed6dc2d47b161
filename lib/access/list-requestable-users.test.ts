import { expect, test } from 'vitest';
import { createPolicy } from '@/lib/policies/create-policy';
import { call, tokenOf } from '@/test/api-client';
import { childDraft, jitPolicyDraft, makeOrganization, makeTarget, signIn } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { listRequestableUsers } from './list-requestable-users';

useDatabase();

test('the users of all policies that offer a target to the person, and of no other target or person', async () => {
  const organization = await makeOrganization();
  const engineer = await signIn(organization, 'engineer@acme.test');
  const other = await signIn(organization, 'other@acme.test');
  const [web, hidden] = [await makeTarget(organization.id), await makeTarget(organization.id)];
  for (const [targetUsers, subject] of [
    [['root', 'deploy'], engineer],
    [['deploy', 'backup'], engineer],
    [['dba'], other],
  ] as const) {
    const child = childDraft({ targetIds: [web.id], targetUsers: [...targetUsers] });
    const { id } = await createPolicy(organization.admin.ctx, child);
    const draft = jitPolicyDraft({ subjectIds: [subject.id], childIds: [id] });
    await createPolicy(organization.admin.ctx, draft);
  }
  const users = await listRequestableUsers(engineer.ctx, { targetIds: [web.id, hidden.id] });
  expect(users.get(web.id)?.sort()).toEqual(['backup', 'deploy', 'root']);
  expect(users.get(hidden.id)).toEqual([]);

  const token = await tokenOf(engineer);
  const [listed] = (await call('GET access/requestable', { token, query: '?users=true' })).json;
  expect(listed.targetUsers.sort()).toEqual(['backup', 'deploy', 'root']);
  const [plain] = (await call('GET access/requestable', { token })).json;
  expect(plain).not.toHaveProperty('targetUsers');
});
