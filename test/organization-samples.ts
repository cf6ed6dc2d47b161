import fc from 'fast-check';
import type { AccessSpec } from '@/lib/core/access/access-spec';
import type { ChildPolicy, JitPolicy } from '@/lib/core/policy/policy';
import { targetTypes, verbs } from '@/lib/core/target/target';
import type { OrganizationSample } from './reference-evaluator';

/** The time at which tests evaluate the samples. */
export const sampleTime = new Date('2026-03-01T12:00:00.000Z');

const environments = ['environment-1', 'environment-2'];
const groups = ['Engineering', 'On call: "prod"', 'Empty'];
const targetUsers = ['root', 'postgres', 'deploy'];
const targetGroups = ['system:masters', 'viewers'];
const people = ['person-1', 'person-2', 'person-3'];

const targetIds = [...targetTypes, 'Bzero', 'Cluster', 'Web'].map((_, index) => `target-${index + 1}`);

const some = <T>(values: readonly T[]) => fc.subarray([...values]);
const end = fc.constantFrom(null, null, null, -3_600_000, 0, 1, 3_600_000).map((offset) => {
  return offset === null ? null : new Date(sampleTime.getTime() + offset);
});

const child = (n: number): fc.Arbitrary<ChildPolicy> =>
  fc.record({
    id: fc.constant(`child-${n}`),
    name: fc.constant(`Child ${n}`),
    type: fc.constantFrom('TargetConnect' as const, 'Kubernetes' as const, 'Proxy' as const),
    timeExpires: end,
    targetIds: some(targetIds),
    environmentIds: some(environments),
    targetUsers: some(targetUsers),
    targetGroups: some(targetGroups),
    verbs: some(verbs),
  });

const policy = (n: number, children: readonly ChildPolicy[]): fc.Arbitrary<JitPolicy> =>
  fc.record({
    id: fc.constant(`policy-${n}`),
    name: fc.constant(`Policy ${n}`),
    version: fc.constant(1),
    // Few values on purpose, so that ties occur.
    createdAt: fc.constantFrom(...[0, 0, 1, 60_000].map((age) => new Date(sampleTime.getTime() - age))),
    timeExpires: end,
    subjectIds: some(people),
    groupIds: some(groups),
    automaticallyApproved: fc.boolean(),
    duration: fc.constantFrom(5, 60),
    children: some(children),
  });

/** Random small organizations that cover every case of R1 and R2. */
export const organizationSamples: fc.Arbitrary<OrganizationSample> = fc
  .tuple(
    fc.tuple(...people.map((id) => fc.record({ id: fc.constant(id), groupIds: some(groups) }))),
    fc.tuple(
      ...targetIds.map((id, index) =>
        fc.record({
          id: fc.constant(id),
          name: fc.constant(id),
          type: fc.constant(
            [...targetTypes, 'Bzero' as const, 'Cluster' as const, 'Web' as const][index] ?? 'Db',
          ),
          environmentId: fc.constantFrom(...environments),
          archived: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
          tunnelWay:
            index === 0 || index === targetTypes.length
              ? fc.constantFrom(null, 'OwnSsh' as const)
              : fc.constant(null),
        }),
      ),
    ),
    fc.integer({ min: 0, max: 5 }).chain((count) => fc.tuple(...range(count).map(child))),
    fc.integer({ min: 0, max: 5 }),
  )
  .chain(([somebody, targets, children, count]) =>
    fc
      .tuple(...range(count).map((n) => policy(n, children)))
      .map((policies): OrganizationSample => ({ people: somebody, targets, policies })),
  );

/** Access that a person can request, valid for the type of target or not. */
export const accessSpecs: fc.Arbitrary<AccessSpec> = fc.record({
  targetUser: fc.constantFrom(null, ...targetUsers, 'nobody'),
  targetGroups: some([...targetGroups, 'strangers']).filter((list) => list.length < 3),
  verb: fc.constantFrom(null, null, ...verbs),
});

export const requesters = fc.constantFrom(...people);
export const targetRefs = fc.constantFrom(...targetIds);

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
