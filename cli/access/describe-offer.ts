import { type AccessSpec, couldCover } from '@/lib/core/access/access-spec';
import { formatDuration } from '@/lib/core/text/duration';
import type { Offer } from './access-request';
import { chooseOffer } from './choose-offer';

/**
 * Who decides a request, and how long its access lasts. For a spec that is not complete, what all matching offers have in
 * common.
 *
 * Throws a `Failure` if no offer matches; its message lists the allowed values.
 */
export function describeOffer(offers: readonly Offer[], spec: AccessSpec): string {
  const choice = chooseOffer(offers, spec);
  const wanted = 'spec' in choice ? choice.spec : spec;
  const [first, ...others] = offers.filter((offer) => couldCover(offer, wanted));
  // For a complete spec the first offer takes precedence (R2).
  const isCommon = 'spec' in choice || others.every((other) => isSame(first, other));
  if (!first || !isCommon) return 'Approval and duration depend on what you select.';
  const duration = formatDuration(first.duration);
  return first.automatic
    ? `It is approved automatically for ${duration}.`
    : `It needs admin approval. Access lasts ${duration} from approval.`;
}

function isSame(one: Offer | undefined, other: Offer): boolean {
  return one?.automatic === other.automatic && one.duration === other.duration;
}
