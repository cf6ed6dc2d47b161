import { type OldOrganization, policiesOf } from './old-organization';
import type { WrittenGroup } from './written-file';

/**
 * The groups of the old server and of its policies. The identity provider's claim often has the name of a group where the old
 * server had an id of its own, so the name is the id here and the old id an alias. Several groups of one name keep their ids.
 */
export function writeGroups(old: OldOrganization, losses: string[]): WrittenGroup[] {
  const named = policiesOf(old).flatMap(({ groups }) => groups);
  const names = new Map([
    ...named.map(({ id, name }) => [id, name] as const),
    ...old.groups.map(({ idPGroupId, name }) => [idPGroupId, name] as const),
  ]);
  const counts = new Map<string, number>();
  for (const name of names.values()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...names].map(([id, name]) => {
    if (name === '' || name === id) return { id };
    if (counts.get(name) === 1 && !names.has(name)) return { id: name, aliases: [id] };
    losses.push(`Group "${name}": keeps only its id ${id}, because another group has this name`);
    return { id, name };
  });
}
