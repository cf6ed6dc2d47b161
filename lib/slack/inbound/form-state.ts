import type { AccessSpec } from '@/lib/core/access/access-spec';
import { choicesOf, type Offer } from '@/lib/core/access/offer';
import { verbs } from '@/lib/core/target/target';
import { fields, nameOfOption } from '../ids';
import type { FieldState, ViewPayload } from './payloads';

/** The values of the request form. */
export type FormState = {
  spec: AccessSpec;
  /** minutes; null where there is nothing to choose from */
  duration: number | null;
  reason: string;
};

/** Reads the request form. Names over Slack's limit are restored from what the offers contain; one action has no field. */
export function parseRequestForm(view: ViewPayload, offers: readonly Offer[]): FormState {
  const choices = choicesOf(offers);
  const targetUser = field(view, fields.targetUser)?.selected_option?.value ?? null;
  const targetGroups = field(view, fields.targetGroups)?.selected_options ?? [];
  const action = field(view, fields.verb)?.selected_option?.value;
  return {
    spec: {
      targetUser: targetUser && nameOfOption(targetUser, choices.targetUsers),
      targetGroups: targetGroups.map(({ value }) => nameOfOption(value, choices.targetGroups)),
      verb: verbs.find((verb) => verb === action) ?? onlyOne(choices.verbs),
    },
    duration: parseDuration(view),
    reason: parseReason(view),
  };
}

// Its block has an id of its own for each maximum, so that Slack forgets a selection that is no longer possible.
function parseDuration({ state }: ViewPayload): number | null {
  const block = Object.entries(state.values).find(([id]) => id.startsWith(`${fields.duration} `))?.[1];
  const value = block?.[fields.duration]?.selected_option?.value;
  return value === undefined ? null : Number(value);
}

/** The reason as typed; '' when the field is empty. */
export function parseReason(view: ViewPayload): string {
  return field(view, fields.reason)?.value ?? '';
}

/** The block ids of a view's inputs, at which errors can be shown. */
export function inputBlockIds(view: ViewPayload): string[] {
  return Object.keys(view.state.values);
}

function onlyOne<T>(values: readonly T[]): T | null {
  return values.length === 1 ? (values[0] ?? null) : null;
}

function field(view: ViewPayload, id: string): FieldState | undefined {
  return view.state.values[id]?.[id];
}
