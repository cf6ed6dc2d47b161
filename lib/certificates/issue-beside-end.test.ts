import { expect, test } from 'vitest';
import { endGrant } from '@/lib/access/end-grant';
import { endPersonAccess } from '@/lib/access/end-person-access';
import { submitRequest } from '@/lib/access/submit-request';
import { closeConnection } from '@/lib/connections/close-connection';
import { openConnection } from '@/lib/connections/open-connection';
import { database } from '@/lib/db/client';
import { setUserEnabled } from '@/lib/directory/set-user-enabled';
import { createPolicy } from '@/lib/policies/create-policy';
import { deletePolicy } from '@/lib/policies/delete-policy';
import { updatePolicy } from '@/lib/policies/update-policy';
import { makeKeyPair } from '@/lib/ssh/key-pair';
import { archiveTarget } from '@/lib/targets/archive-target';
import { asRoot, childDraft, jitPolicyDraft, makeOrganization, makeTarget, signIn } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { issueCredential } from './issue-credential';

useDatabase();

type Access = Awaited<ReturnType<typeof grantAccess>>;

const group = 'operators';

/** A person with access to a server and an open connection there. No workers run. */
async function grantAccess(kind: 'grant' | 'standing') {
  const organization = await makeOrganization();
  const { admin } = organization;
  const person = await signIn(organization, 'engineer@acme.test', [group]);
  const target = await makeTarget(organization.id);
  await database().prisma.target.update({ where: { id: target.id }, data: { host: '127.0.0.1' } });
  const subject = { groupIds: [group] };
  const onTarget = { targetIds: [target.id], ...(kind === 'standing' && subject) };
  const policy = await createPolicy(admin.ctx, childDraft(onTarget));
  const jit = { ...subject, childIds: [policy.id], automaticallyApproved: true };
  if (kind === 'grant') await createPolicy(admin.ctx, jitPolicyDraft(jit));
  const requestId = kind === 'grant' ? (await submitRequest(person.ctx, asRoot(target))).id : '';
  const { connection } = await openConnection(person.ctx, { targetId: target.id });
  return { organization, admin, person, target, policy, requestId, connectionId: connection.id };
}

const ends: [string, 'grant' | 'standing', (access: Access) => Promise<unknown>][] = [
  ['a revocation', 'grant', ({ admin, requestId }) => endGrant(admin.ctx, { requestId })],
  ['the end by the requester', 'grant', ({ person, requestId }) => endGrant(person.ctx, { requestId })],
  [
    'the end of all access',
    'grant',
    ({ admin, person }) => endPersonAccess(admin.ctx, { userId: person.id }),
  ],
  ['a closed session', 'grant', ({ admin, connectionId }) => closeConnection(admin.ctx, { connectionId })],
  ...(['grant', 'standing'] as const).flatMap((kind): typeof ends => [
    ['the edit of a policy', kind, ({ admin, policy }) => updatePolicy(admin.ctx, withoutRoot(policy))],
    ['an archived target', kind, ({ admin, target }) => archiveTarget(admin.ctx, { targetId: target.id })],
    [
      'a disabled person',
      kind,
      ({ admin, person }) => setUserEnabled(admin.ctx, { userId: person.id, enabled: false }),
    ],
    ['a left group', kind, ({ organization }) => signIn(organization, 'engineer@acme.test', [])],
  ]),
  ['a deleted policy', 'standing', ({ admin, policy }) => deletePolicy(admin.ctx, { policyId: policy.id })],
  ['a closed session', 'standing', ({ admin, connectionId }) => closeConnection(admin.ctx, { connectionId })],
];

test.each(ends)('R21 %s (%s) revokes each certificate that is issued beside it', async (_name, kind, end) => {
  const access = await grantAccess(kind);
  const { person, connectionId } = access;
  const publicKey = makeKeyPair().publicLine;
  const issue = () => issueCredential(person.ctx, { connectionId, publicKey }).catch(() => null);
  const issued = [1, 2, 3].map(issue);
  const ended = end(access);
  issued.push(issue(), issue());
  await ended;
  expect((await Promise.all(issued)).length).toBe(5);
  const valid = await database().prisma.credential.count({ where: { connectionId, revokedAt: null } });
  expect(valid).toBe(0);
});

test.each(['grant', 'standing'] as const)(
  'certificates by a %s stay valid while nothing ends',
  async (kind) => {
    const { admin, person, target, connectionId } = await grantAccess(kind);
    await issueCredential(person.ctx, { connectionId, publicKey: makeKeyPair().publicLine });
    await createPolicy(admin.ctx, childDraft({ targetIds: [target.id] }));
    const valid = await database().prisma.credential.count({ where: { connectionId, revokedAt: null } });
    expect(valid).toBe(1);
  },
);

function withoutRoot({ id: policyId, version, targets }: Access['policy']) {
  return {
    ...childDraft({ targetIds: targets.map(({ id }) => id), targetUsers: ['deploy'] }),
    policyId,
    version,
  };
}
