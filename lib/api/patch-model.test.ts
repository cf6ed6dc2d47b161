import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { z } from 'zod';
import { type PolicyDocument, type PolicyType, policyTypes } from '@/lib/core/policy/policy';
import { verbs } from '@/lib/core/target/target';
import type { PolicyRecord } from '@/lib/policies/list-whole-policies';
import { applyChanges, documentOf } from '@/lib/policies/patch-policy';
import { policyDraft } from '@/lib/policies/policy-input';
import { policyBodies, readPolicyBody } from './policy-bodies';
import { presentPolicy } from './presenters/policy';

const runs = 10_000;

type Body = Parameters<typeof readPolicyBody>[0];
type Fields = Record<string, unknown>;

/** A list without duplicates, in the order in which the server answers. */
const listOf = <T>(item: fc.Arbitrary<T>) =>
  fc.uniqueArray(item, { maxLength: 3, selector: (each) => JSON.stringify(each) });
const id = fc.constantFrom(1, 2, 3, 4).map((n) => `00000000-0000-4000-8000-00000000000${n}`);
const idOnly = id.map((each) => ({ id: each }));
// Spaces at the ends and the empty text stay in a description; a name with spaces at the ends is refused.
const text = fc.constantFrom('', ' a ', 'b', 'Ünï', 'x'.repeat(50));
const account = fc.constantFrom('root', 'admin', 'deploy');
const minutes = fc.integer({ min: 1, max: 43_200 });

const common = {
  name: fc.constantFrom('one', 'two', 'Ünï'),
  description: text,
  subjects: listOf(id.map((each) => ({ id: each, type: 'User' }))),
  groups: listOf(id.map((each) => ({ id: each, name: nameOf(each) }))),
};
const covering = { ...common, environments: listOf(idOnly) };
const targets = listOf(id.map((each) => ({ id: each, type: 'Bzero' })));
const targetUsers = listOf(account.map((userName) => ({ userName })));
const named = listOf(account.map((name) => ({ name })));

/** The fields of each type that a program writes. */
const fields: Record<PolicyType, Record<string, fc.Arbitrary<unknown>>> = {
  JustInTime: {
    ...common,
    childPolicies: listOf(id),
    automaticallyApproved: fc.boolean(),
    duration: minutes,
  },
  TargetConnect: {
    ...covering,
    targets,
    targetUsers,
    verbs: listOf(fc.constantFrom(...verbs).map((type) => ({ type }))),
  },
  Kubernetes: { ...covering, clusters: listOf(idOnly), clusterUsers: named, clusterGroups: named },
  Proxy: { ...covering, targets, targetUsers },
  SessionRecording: { ...common, recordInput: fc.boolean() },
  OrganizationControls: { ...common, mfaEnabled: fc.boolean(), mfaDuration: minutes },
};

function nameOf(each: string): string {
  return `name of ${each}`;
}

/** The policy as it is stored, with the names that its ids have. */
function stored(document: PolicyDocument): PolicyRecord {
  const called = (ids: readonly string[]) => ids.map((each) => ({ id: each, name: nameOf(each) }));
  return {
    ...document,
    id: '00000000-0000-4000-8000-000000000000',
    version: 1,
    createdAt: new Date(0),
    updatedAt: new Date(0),
    subjects: document.subjectIds.map((each) => ({ id: each, kind: 'User', name: '', email: '' })),
    groups: called(document.groupIds),
    targets: called(document.targetIds).map((each) => ({ ...each, type: 'Bzero', environment: '' })),
    environments: called(document.environmentIds),
    children: called(document.childIds).map((each) => ({
      ...each,
      type: 'Proxy',
      hasStandingSubjects: false,
    })),
  };
}

/** What a client gets back, in the words in which it writes. */
function answer(document: PolicyDocument): Fields {
  const { id: _, type, timeExpires, childPolicies, ...rest } = presentPolicy(stored(document)) as Fields;
  deepStrictEqual([type, timeExpires], [document.type, null]);
  return childPolicies
    ? { ...rest, childPolicies: (childPolicies as { id: string }[]).map((each) => each.id) }
    : rest;
}

function apply(schema: z.ZodType<Body>, before: PolicyDocument, body: Fields): PolicyDocument {
  return applyChanges(before, readPolicyBody(schema.parse(body)).changes);
}

test.each(policyTypes)('%s: a PATCH of any fields changes those, and null and missing ones stay', (type) => {
  const schema: z.ZodType<Body> = z.strictObject(policyBodies[type].body.shape);
  const whole = fc.record(fields[type]);
  const nullable = Object.entries(fields[type]).map(([name, value]) => [name, fc.option(value)]);
  const part = fc.record(Object.fromEntries(nullable) as typeof fields.Proxy, { requiredKeys: [] });
  fc.assert(
    fc.property(whole, part, (first, patch) => {
      const before = apply(schema, policyDraft.parse({ type, name: 'new' }), first);
      deepStrictEqual(answer(before), { ...first });
      const given = Object.entries(patch).filter(([, value]) => value !== null);
      const after = apply(schema, documentOf(stored(before)), patch);
      deepStrictEqual(answer(after), { ...first, ...Object.fromEntries(given) });
    }),
    { numRuns: Math.ceil(runs / policyTypes.length) },
  );
});
