import type { InputError } from '@/lib/core/error';
import type { Entry } from './check-shape';
import type { FilePolicy } from './file-schema';

type Group = { id: string; name: string };

/**
 * The group that each name in a policy refers to: the one with that id, otherwise the only one with that name, otherwise
 * a new one. A new group stays empty until the identity provider sends it.
 */
export function planGroups(
  policies: readonly Entry<FilePolicy>[],
  stored: readonly Group[],
): { added: Group[]; faults: InputError[]; idOf: (name: string) => string } {
  const ids = new Map<string, string>();
  const added: Group[] = [];
  const faults: InputError[] = [];
  for (const { path, value } of policies) {
    value.groups.forEach((name, index) => {
      const matches = stored.filter((group) => group.name === name);
      const known = stored.some(({ id }) => id === name) ? name : matches[0]?.id;
      if (known !== name && matches.length > 1) {
        const choices = matches.map(({ id }) => id).join(', ');
        const message = `several groups are named "${name}". Use an id: ${choices}`;
        faults.push({ path: `${path}.groups[${index}]`, message });
      }
      if (known === undefined && !ids.has(name)) added.push({ id: name, name });
      ids.set(name, known ?? name);
    });
  }
  return { added, faults, idOf: (name) => ids.get(name) ?? name };
}
