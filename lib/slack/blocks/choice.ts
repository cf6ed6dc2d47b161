import type { Option } from '@slack/types';
import { type AccessSpec, couldCover } from '@/lib/core/access/access-spec';
import { faultsOf, firstOffer, type Offer } from '@/lib/core/access/offer';
import { hasTargetUsers, hasVerbs, type TargetType } from '@/lib/core/target/target';
import { formatDuration } from '@/lib/core/text/duration';
import { optionValue } from '@/lib/slack/ids';
import { plain } from './elements';

/** The request form before anything is selected. */
export const emptySpec: AccessSpec = { targetUser: null, targetGroups: [], verb: null };

/** How many options Slack shows in a select; with more the select searches. */
export const mostOptions = 100;

/** One thing to choose. A name too long for Slack shows its end below. */
export function toOption(name: string): Option & { text: ReturnType<typeof plain> } {
  return {
    text: plain(name, 75),
    value: optionValue(name),
    ...(name.length > 75 && { description: plain(`…${name.slice(-70)}`, 75) }),
  };
}

/** Who decides what is chosen now, in one line: a policy at once, or an admin, and for how long. */
export function formatDecider(offers: readonly Offer[], type: TargetType, spec: AccessSpec): string {
  const complete =
    (!hasTargetUsers(type) || spec.targetUser !== null) && (!hasVerbs(type) || spec.verb !== null);
  const first = complete ? firstOffer(offers, type, spec) : onlyOutcome(offers, spec);
  if (first) {
    const duration = formatDuration(first.duration);
    return first.automatic
      ? `⚡ Approved automatically for ${duration}`
      : `⏳ An admin will decide; the clock starts then (${duration})`;
  }
  if (!complete) return 'Who decides, and for how long, depends on what you choose.';
  return `⚠️ ${faultsOf(offers, type, spec)[0]?.message ?? 'That is not offered.'}`;
}

/** Where all that may still be chosen ends the same way, the way it ends. */
function onlyOutcome(offers: readonly Offer[], spec: AccessSpec): Offer | null {
  const open = offers.filter((offer) => couldCover(offer, spec));
  const [first] = open;
  const same = open.every(
    ({ automatic, duration }) => automatic === first?.automatic && duration === first.duration,
  );
  return first && same ? first : null;
}

/** The choice that stands in the form when there is only one. */
export function preselect(choices: readonly string[], chosen: string | null): string | null {
  return chosen ?? (choices.length === 1 ? (choices[0] ?? null) : null);
}

/** The options that a search finds: those that begin with it first. Slack takes a hundred. */
export function findOptions(choices: readonly string[], search: string): Option[] {
  const wanted = search.trim().toLowerCase();
  const begins = choices.filter((choice) => choice.toLowerCase().startsWith(wanted));
  const contains = choices.filter((choice) => choice.toLowerCase().indexOf(wanted) > 0);
  return [...begins, ...contains].slice(0, mostOptions).map(toOption);
}
