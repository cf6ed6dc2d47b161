import { optionsOf } from '../blocks/state';
import type { Snapshot } from '../client-types';
import type { Json } from '../world';
import { plainText } from './text';

type Choice = { value: string; text: string; description?: string };
export type Group = { label: string; choices: Choice[] };

/** The options of a select: its own, or people and channels. */
export function groupsOf(element: Json, snapshot: Snapshot): Group[] {
  const type = String(element.type);
  if (type.endsWith('users_select'))
    return [
      {
        label: '',
        choices: snapshot.people
          .filter((each) => !each.deleted)
          .map((each) => ({ value: each.id, text: each.realName })),
      },
    ];
  if (type.endsWith('channels_select') || type.endsWith('conversations_select'))
    return [
      {
        label: '',
        choices: snapshot.conversations
          .filter((each) => each.kind !== 'im')
          .map((each) => ({ value: each.id, text: `#${each.name}` })),
      },
    ];
  if (!Array.isArray(element.option_groups)) return [{ label: '', choices: optionsOf(element).map(choice) }];
  return (element.option_groups as Json[]).map((group) => ({
    label: plainText(group.label),
    choices: optionsOf(group).map(choice),
  }));
}

/** The text of an option. */
function choice(option: Json): Choice {
  const description = option.description ? { description: plainText(option.description) } : {};
  return { value: String(option.value), text: plainText(option.text), ...description };
}

/** The value of an option object or an id. */
export function valueIn(initial: unknown): string {
  if (typeof initial === 'string') return initial;
  return initial && typeof initial === 'object' && 'value' in initial ? String(initial.value) : '';
}
