import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { contextOf } from '@/test/factories';
import { organizationSamples } from '@/test/organization-samples';
import { referenceRequestable } from '@/test/reference-evaluator';
import { type StoredSample, storeSamples } from '@/test/store-samples';
import { useDatabase } from '@/test/use-database';
import { getRequestForm } from './get-request-form';
import { listRequestable } from './list-requestable';

useDatabase();
let stored: StoredSample[];

beforeAll(async () => {
  stored = await storeSamples(fc.sample(organizationSamples, { numRuns: 200, seed: 17 }));
});

const byTarget = (a: { targetId: string }, b: { targetId: string }) => (a.targetId < b.targetId ? -1 : 1);

test('R1, R2: in 200 random organizations each list agrees with the reference evaluator', async () => {
  let listed = 0;
  for (const sample of stored) {
    for (const { id: userId } of sample.people) {
      const list = await listRequestable(contextOf(sample.organizationId, userId), { pageSize: 100 });
      const rules = list.targets.map(({ id: targetId, automatic, duration }) => ({
        targetId,
        automatic,
        duration,
      }));
      const reference = referenceRequestable(sample, userId, list.now).map(
        ({ targetId, automatic, duration }) => ({
          targetId,
          automatic,
          duration,
        }),
      );
      expect({ organizationId: sample.organizationId, rules: rules.sort(byTarget) }).toEqual({
        organizationId: sample.organizationId,
        rules: reference.sort(byTarget),
      });
      expect(list.total).toBe(reference.length);
      listed += reference.length;
    }
  }
  expect(listed).toBeGreaterThan(200);
});

test('R1, R2: a form that is opened from the list offers the listed access first', async () => {
  for (const { organizationId, people } of stored.slice(0, 60)) {
    const ctx = contextOf(organizationId, people[0]?.id ?? '');
    const { targets } = await listRequestable(ctx, { pageSize: 2 });
    for (const { id: targetId, automatic, duration } of targets) {
      const [first] = (await getRequestForm(ctx, { targetId })).offers;
      expect(first).toMatchObject({ automatic, duration });
    }
  }
});
