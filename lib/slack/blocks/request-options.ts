import type { Option } from '@slack/types';
import type { RequestForm } from '@/lib/access/get-request-form';
import { type AccessSpec, couldCover } from '@/lib/core/access/access-spec';
import { choicesOf, faultsOf, firstOffer, needsGroups, type Offer } from '@/lib/core/access/offer';
import { hasTargetUsers, hasVerbs, type TargetType } from '@/lib/core/target/target';
import { formatDuration } from '@/lib/core/text/duration';
import { optionValue } from '../ids';
import { plain } from './elements';

/** The selection that a form begins with: what the requester used last, as far as it is offered together. */
export function firstSpec({ offers, last }: Pick<RequestForm, 'offers' | 'last'>): AccessSpec {
  const empty = { targetUser: null, targetGroups: [], verb: null };
  if (!last) return empty;
  const { targetUsers, targetGroups, verbs } = choicesOf(offers);
  const offered: AccessSpec = {
    targetUser: targetUsers.find((name) => name === last.targetUser) ?? null,
    targetGroups: last.targetGroups.filter((group) => targetGroups.includes(group)),
    verb: verbs.find((verb) => verb === last.verb) ?? null,
  };
  return offers.some((offer) => couldCover(offer, offered)) ? offered : empty;
}

/** Slack's limit of options in a select; a select with more searches as the user types. */
export const maxOptions = 100;

/** An option of a select. A name over Slack's limit shows its end as the description. */
export function toOption(name: string): Option & { text: ReturnType<typeof plain> } {
  return {
    text: plain(name, 75),
    value: optionValue(name),
    ...(name.length > 75 && { description: plain(`…${name.slice(-70)}`, 75) }),
  };
}

/** How the current selection is approved, and for how long at most. */
export function describeOffer(offers: readonly Offer[], type: TargetType, spec: AccessSpec): string {
  const first = selectedOffer(offers, type, spec);
  if (first) {
    const duration = formatDuration(first.duration);
    return first.automatic
      ? `⚡ Approved automatically for up to ${duration}`
      : `⏳ Needs admin approval. Up to ${duration} from approval.`;
  }
  if (!isComplete(offers, type, spec)) return 'Approval and duration depend on what you select.';
  return `⚠️ ${faultsOf(offers, type, spec)[0]?.message ?? 'No policy offers this.'}`;
}

/** The offer that decides the current selection, or stands for all that match it so far; null when those differ. */
export function selectedOffer(offers: readonly Offer[], type: TargetType, spec: AccessSpec): Offer | null {
  return isComplete(offers, type, spec) ? firstOffer(offers, type, spec) : commonOffer(offers, spec);
}

function isComplete(offers: readonly Offer[], type: TargetType, spec: AccessSpec): boolean {
  return (
    (!hasTargetUsers(type) || spec.targetUser !== null) &&
    (!hasVerbs(type) || spec.verb !== null) &&
    (!needsGroups(offers, type) || spec.targetGroups.length > 0)
  );
}

/** An offer that stands for all that match the selection so far; null when their approval or duration differs. */
function commonOffer(offers: readonly Offer[], spec: AccessSpec): Offer | null {
  const open = offers.filter((offer) => couldCover(offer, spec));
  const [first] = open;
  const same = open.every(
    ({ automatic, duration }) => automatic === first?.automatic && duration === first.duration,
  );
  return first && same ? first : null;
}

/** The selected choice, or the only one. */
export function preselect(choices: readonly string[], selected: string | null): string | null {
  return selected ?? (choices.length === 1 ? (choices[0] ?? null) : null);
}

/** The first options that contain the query, ignoring case; those that begin with it come first. */
export function matchOptions(choices: readonly string[], query: string): Option[] {
  const needle = query.trim().toLowerCase();
  const begins = choices.filter((choice) => choice.toLowerCase().startsWith(needle));
  const contains = choices.filter((choice) => choice.toLowerCase().indexOf(needle) > 0);
  return [...begins, ...contains].slice(0, maxOptions).map(toOption);
}
