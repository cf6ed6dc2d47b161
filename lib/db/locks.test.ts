import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkAccess } from '@/lib/access/check-access';
import { reviewRequest } from '@/lib/access/review-request';
import { submitRequest } from '@/lib/access/submit-request';
import { issueCredential } from '@/lib/certificates/issue-credential';
import { watchConnection } from '@/lib/connections/watch-connection';
import { setUserEnabled } from '@/lib/directory/set-user-enabled';
import { deletePolicy } from '@/lib/policies/delete-policy';
import { makeKeyPair } from '@/lib/ssh/key-pair';
import { countWaiting } from '@/test/count-waiting';
import { asRoot, makeOrganization, makeRequestable, signIn } from '@/test/factories';
import { statementsOf } from '@/test/statements-of';
import { useDatabase } from '@/test/use-database';
import { lockForDecision, lockForRuleChange } from './locks';
import { inTransaction } from './transaction';

useDatabase();

test('a decision that begins later does not overtake a rule change that waits', async () => {
  const organizationId = randomUUID();
  const order: string[] = [];
  let finish = () => {};
  const running = inTransaction(async (tx) => {
    await lockForDecision(tx, organizationId);
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
  });
  await expect.poll(() => String(finish)).not.toBe('() => {}');
  const change = inTransaction(async (tx) => {
    await lockForRuleChange(tx, organizationId);
    order.push('rule change');
  });
  await expect.poll(countWaiting).toBe(1);
  const later = inTransaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL lock_timeout = 0`;
    await lockForDecision(tx, organizationId);
    order.push('later decision');
  });
  await expect.poll(countWaiting).toBe(2);
  finish();
  await Promise.all([running, change, later]);
  expect(order).toEqual(['rule change', 'later decision']);
});

test('a call that is refused, or only reads, takes no lock', async () => {
  const organization = await makeOrganization();
  const { admin } = organization;
  const person = await signIn(organization, 'engineer@acme.test');
  const { target, jit } = await makeRequestable(organization, [person]);
  const { id: requestId } = await submitRequest(person.ctx, asRoot(target));
  const [unknown, publicKey] = [randomUUID(), makeKeyPair().publicLine];
  const calls: [string, () => Promise<unknown>][] = [
    ['an unknown target', () => submitRequest(person.ctx, asRoot({ id: unknown }))],
    ['an unknown session', () => issueCredential(person.ctx, { connectionId: unknown, publicKey })],
    ['a wait for an unknown session', () => watchConnection(person.ctx, { connectionId: unknown })],
    ['an unknown request', () => reviewRequest(admin.ctx, { requestId: unknown, decision: 'deny' })],
    ['a decision by a user', () => reviewRequest(person.ctx, { requestId, decision: 'deny' })],
    ['a rule change by a user', () => deletePolicy(person.ctx, { policyId: jit.id })],
    ['a rule change by a user', () => setUserEnabled(person.ctx, { userId: admin.id, enabled: false })],
    ['a check', () => checkAccess(person.ctx, { targetId: target.id, targetUser: 'root', verb: 'Shell' })],
  ];
  for (const [name, work] of calls) {
    const statements = await statementsOf(() => work().catch(() => undefined));
    expect([name, statements.filter((statement) => statement.includes('advisory'))]).toEqual([name, []]);
  }
});
