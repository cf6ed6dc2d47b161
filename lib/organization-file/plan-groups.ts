import type { InputError } from '@/lib/core/error';
import type { Entry } from './check-shape';
import type { FilePolicy } from './file-schema';

type Group = { id: string; name: string };

/**
 * Which group each name of a policy means: the one with that id, else the only one with that name, else a
 * new one. Groups are the identity provider's and come with its people; until it names one, it is empty.
 */
export function planGroups(
  policies: readonly Entry<FilePolicy>[],
  held: readonly Group[],
): { added: Group[]; faults: InputError[]; idOf: (name: string) => string } {
  const ids = new Map<string, string>();
  const added: Group[] = [];
  const faults: InputError[] = [];
  for (const { path, value } of policies) {
    value.groups.forEach((name, index) => {
      const same = held.filter((group) => group.name === name);
      const known = held.some(({ id }) => id === name) ? name : same[0]?.id;
      if (known !== name && same.length > 1) {
        const choices = same.map(({ id }) => id).join(', ');
        const message = `there are several groups "${name}": write the id, one of ${choices}`;
        faults.push({ path: `${path}.groups[${index}]`, message });
      }
      if (known === undefined && !ids.has(name)) added.push({ id: name, name });
      ids.set(name, known ?? name);
    });
  }
  return { added, faults, idOf: (name) => ids.get(name) ?? name };
}
