import type { InputError } from '@/lib/core/error';
import type { PolicyDocument } from '@/lib/core/policy/policy';
import type { SnapshotPolicy } from '@/lib/db/policies/organization-snapshot';
import type { Entry, Section } from './check-shape';
import type { FilePolicy } from './file-schema';
import type { Ids } from './ids';
import { findDuplicates, lookupIn } from './lookup';
import { type KnownPolicy, type PolicyLookups, readPolicy } from './read-policy';

export type PolicyPlan = {
  added: { id: string; document: PolicyDocument }[];
  changed: SnapshotPolicy[];
};

/** The policies to create, and those that need a next version. Names are unique across types (R5). */
export function planPolicies(
  section: Section<FilePolicy>,
  stored: readonly SnapshotPolicy[],
  lookUps: PolicyLookups,
  ids: Ids,
): { plan: PolicyPlan; faults: InputError[] } {
  const { entries, invalidNames } = section;
  const storedByName = new Map(stored.map((policy) => [policy.document.name, policy]));
  const known = new Map<string, KnownPolicy>(
    stored.map(({ id, document }) => [document.name, { id, type: document.type }]),
  );
  const placed = entries.map(({ path, value }) => {
    const before = known.get(value.name);
    const id = ids.choose(path, value.id, before?.id);
    known.set(value.name, before ?? { id, type: value.type });
    return { path, value, id };
  });
  const policy = lookupIn('policy', known, invalidNames);
  const plan: PolicyPlan = { added: [], changed: [] };
  const faults = [...findDuplicates(entries, 'name', ({ name }) => name), ...findTypeErrors(entries, known)];
  for (const { path, value, id } of placed) {
    const before = storedByName.get(value.name);
    const timeExpires = value.timeExpires ?? before?.document.timeExpires ?? null;
    const read = readPolicy({ path, value }, { ...lookUps, policy }, timeExpires);
    faults.push(...read.faults);
    if (!before) plan.added.push({ id, document: read.document });
    else if (differs(before.document, read.document))
      plan.changed.push({ ...before, document: read.document });
  }
  return { plan, faults };
}

function findTypeErrors(
  entries: readonly Entry<FilePolicy>[],
  known: ReadonlyMap<string, KnownPolicy>,
): InputError[] {
  return entries.flatMap(({ path, value }) => {
    const type = known.get(value.name)?.type ?? value.type;
    const message = `a ${type} policy "${value.name}" already exists. Choose another name`;
    return type === value.type ? [] : [{ path: `${path}.name`, message }];
  });
}

/** The order of the lists of a policy does not matter. */
function differs(a: PolicyDocument, b: PolicyDocument): boolean {
  return comparable(a) !== comparable(b);
}

function comparable(document: PolicyDocument): string {
  const entries = Object.entries(document).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(
    entries.map(([key, value]) => [key, Array.isArray(value) ? [...value].sort() : value]),
  );
}
