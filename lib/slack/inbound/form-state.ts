import { choicesOf, type Offer } from '@/lib/core/access/offer';
import { type Verb, verbs } from '@/lib/core/target/target';
import { fields, nameOfOption } from '../ids';
import type { FieldState, ViewPayload } from './payloads';

/** What stands in the request form. The verb is still a word of the form's: `submitRequest` checks it. */
export type FormState = {
  targetUser: string | null;
  targetGroups: string[];
  verb: string | null;
  reason: string;
};

/** Reads the request form; long names are found again among what is offered. */
export function parseRequestForm(view: ViewPayload, offers: readonly Offer[]): FormState {
  const choices = choicesOf(offers);
  const targetUser = field(view, fields.targetUser)?.selected_option?.value ?? null;
  const targetGroups = field(view, fields.targetGroups)?.selected_options ?? [];
  return {
    targetUser: targetUser && nameOfOption(targetUser, choices.targetUsers),
    targetGroups: targetGroups.map(({ value }) => nameOfOption(value, choices.targetGroups)),
    verb: field(view, fields.verb)?.selected_option?.value ?? null,
    reason: parseReason(view),
  };
}

/** What was typed as the reason; empty when nothing was. */
export function parseReason(view: ViewPayload): string {
  return field(view, fields.reason)?.value ?? '';
}

/** The verb of that name; null when there is none. */
export function parseVerb(name: string | null): Verb | null {
  return verbs.find((verb) => verb === name) ?? null;
}

/** The block ids of the inputs that a view has: where an error may stand. */
export function inputBlockIds(view: ViewPayload): string[] {
  return Object.keys(view.state.values);
}

function field(view: ViewPayload, id: string): FieldState | undefined {
  return view.state.values[id]?.[id];
}
