import type { InputError } from '@/lib/core/error';
import type { SnapshotGroup } from '@/lib/db/policies/organization-snapshot';
import type { Entry, Section } from './check-shape';
import type { FileGroup, FilePolicy } from './file-schema';
import { findDuplicates } from './lookup';

/** The groups to create, and those that become an alias of another one. */
export type GroupPlan = { added: SnapshotGroup[]; aliased: SnapshotGroup[] };

type PlannedGroups = { plan: GroupPlan; faults: InputError[]; idOf: (name: string) => string };

/**
 * The groups of the file, with their aliases, and the group that each name in a policy refers to: the one with that id,
 * otherwise the only one with that name, otherwise a new one. A new group stays empty until the identity provider sends it.
 */
export function planGroups(
  { entries }: Section<FileGroup>,
  policies: readonly Entry<FilePolicy>[],
  stored: readonly SnapshotGroup[],
): PlannedGroups {
  const known = new Map(stored.map((group) => [group.id, group]));
  const plan: GroupPlan = { added: [], aliased: [] };
  const faults = findDuplicates(entries, 'id', ({ id }) => id);
  const add = (group: SnapshotGroup) => {
    known.set(group.id, group);
    plan.added.push(group);
  };
  for (const { path, value } of entries) {
    const group = known.get(value.id);
    if (group?.aliasOf)
      faults.push({ path: `${path}.id`, message: `is an alias of the group ${group.aliasOf}` });
    if (!group) add({ id: value.id, name: value.name ?? value.id, aliasOf: null });
  }
  for (const { path, value } of entries) {
    for (const [index, id] of value.aliases.entries()) {
      const before = known.get(id);
      const problem = before && findAliasProblem(before, value.id, known, entries);
      if (problem) {
        faults.push({ path: `${path}.aliases[${index}]`, message: problem });
        continue;
      }
      const name = before?.name ?? value.name ?? known.get(value.id)?.name ?? value.id;
      const alias = { id, name, aliasOf: value.id };
      if (!before) add(alias);
      else if (before.aliasOf === null) plan.aliased.push(alias);
      known.set(id, alias);
    }
  }
  const named = findNamed(policies, known, add);
  return { plan, faults: [...faults, ...named.faults], idOf: named.idOf };
}

/** Why a known group cannot become an alias of `original`; null if it can, or is. */
function findAliasProblem(
  { id, aliasOf }: SnapshotGroup,
  original: string,
  known: ReadonlyMap<string, SnapshotGroup>,
  entries: Section<FileGroup>['entries'],
): string | null {
  if (id === original) return 'is the id of the group itself';
  if (aliasOf !== null) return aliasOf === original ? null : `is an alias of the group ${aliasOf}`;
  const isGroup = entries.some(({ value }) => value.id === id);
  const hasAliases = [...known.values()].some((group) => group.aliasOf === id);
  return isGroup || hasAliases ? 'is a group that this file lists, or that has aliases itself' : null;
}

function findNamed(
  policies: readonly Entry<FilePolicy>[],
  known: ReadonlyMap<string, SnapshotGroup>,
  add: (group: SnapshotGroup) => void,
): Pick<PlannedGroups, 'faults' | 'idOf'> {
  const ids = new Map<string, string>();
  const faults: InputError[] = [];
  const listed = [...known.values()].filter(({ aliasOf }) => aliasOf === null);
  for (const { path, value } of policies) {
    value.groups.forEach((name, index) => {
      const matches = listed.filter((group) => group.name === name);
      const id = known.has(name) ? name : matches[0]?.id;
      if (id !== name && matches.length > 1) {
        const choices = matches.map((group) => group.id).join(', ');
        const message = `several groups are named "${name}". Use an id: ${choices}`;
        faults.push({ path: `${path}.groups[${index}]`, message });
      }
      if (id === undefined) add({ id: name, name, aliasOf: null });
      ids.set(name, id ?? name);
    });
  }
  return { faults, idOf: (name) => ids.get(name) ?? name };
}
