import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { listRequestable } from '@/lib/access/list-requestable';
import { submitRequest } from '@/lib/access/submit-request';
import { openConnection } from '@/lib/connections/open-connection';
import type { TargetType } from '@/lib/core/target/target';
import { database } from '@/lib/db/client';
import { createPolicy } from '@/lib/policies/create-policy';
import {
  childDraft,
  jitPolicyDraft,
  makeOrganization,
  makeTarget,
  signIn,
  type TestOrganization,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { getDatabaseSetup } from './get-database-setup';
import { getKubeSetup } from './get-kube-setup';
import { getSshdSetup } from './get-sshd-setup';

useDatabase();

const policyTypes = { Bzero: 'TargetConnect', Db: 'Proxy', Cluster: 'Kubernetes' } as const;
type Type = keyof typeof policyTypes & TargetType;

/** An engineer, and a target whose standing and just-in-time policies have lost all of their target users. */
async function makeEmptied(organization: TestOrganization, type: Type, databaseType?: string) {
  const engineer = await signIn(organization, 'engineer@acme.test');
  const target = await makeTarget(organization.id, { type });
  if (databaseType)
    await database().prisma.target.update({ where: { id: target.id }, data: { databaseType } });
  const child = await createPolicy(
    organization.admin.ctx,
    childDraft({
      type: policyTypes[type],
      targetIds: [target.id],
      subjectIds: [engineer.id],
      verbs: type === 'Bzero' ? ['Shell'] : [],
    }),
  );
  const draft = jitPolicyDraft({ subjectIds: [engineer.id], childIds: [child.id] });
  await createPolicy(organization.admin.ctx, draft);
  // As the upgrade does it when no name is left.
  await database().pool.query('UPDATE "policy" SET "target_users" = $1 WHERE "id" = $2', [[], child.id]);
  return { engineer, target };
}

test.each<Type>(['Bzero', 'Db', 'Cluster'])(
  'R1 on a target of type %s an empty list of target users is nobody',
  async (type) => {
    const { engineer, target } = await makeEmptied(await makeOrganization(), type);
    expect((await listRequestable(engineer.ctx, {})).targets).toEqual([]);
    const verb = type === 'Bzero' ? 'Shell' : null;
    for (const targetUser of ['root', 'all', null]) {
      const spec = { targetId: target.id, targetUser, targetGroups: [], verb, reason: 'The disk is full' };
      await expect(submitRequest(engineer.ctx, spec)).rejects.toThrow();
      const wanted = { targetId: target.id, ...(targetUser && { targetUser }) };
      await expect(openConnection(engineer.ctx, wanted)).rejects.toThrow();
    }
    expect(await database().prisma.accessRequest.count({ where: { targetId: target.id } })).toBe(0);
    expect(await database().prisma.connection.count({ where: { targetId: target.id } })).toBe(0);
  },
);

test('R1 the set-up of a target that nobody can use gives nobody access', async () => {
  const organization = await makeOrganization();
  const { ctx } = organization.admin;
  const textOf = (sections: readonly { title: string; text: string }[], title: string) =>
    sections.find((section) => section.title === title)?.text;
  const nobody = 'No policy lists a target user of this database. Create one, then copy these lines again.';
  const postgres = await makeEmptied(organization, 'Db', 'Postgres');
  const { sections } = await getDatabaseSetup(ctx, { targetId: postgres.target.id });
  expect(textOf(sections, 'pg_hba.conf')).toBe(`# ${nobody}\n`);
  const mysql = await makeEmptied(organization, 'Db', 'MySQL');
  const { sections: ofMySql } = await getDatabaseSetup(ctx, { targetId: mysql.target.id });
  expect(textOf(ofMySql, 'Users')).toBe(`-- ${nobody}\n`);
  const cluster = await makeEmptied(organization, 'Cluster');
  const { sections: ofKube } = await getKubeSetup(ctx, { targetId: cluster.target.id });
  expect(parse(textOf(ofKube, 'Roles') ?? '')).toMatchObject({ subjects: [] });
  const server = await makeEmptied(organization, 'Bzero');
  expect(await getSshdSetup(ctx, { targetId: server.target.id })).toMatchObject({ principals: {} });
});
