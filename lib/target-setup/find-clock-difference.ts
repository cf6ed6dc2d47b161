import { describeClock } from '@/lib/core/text/target';
import type { SetupStep } from './setup-step';

/** A time span in seconds from now. */
export type Span = { from: number; to: number };
export type Validity = { validAfter: Date; validBefore: Date };

/** Offers certificates that are valid in these spans, in this order, and returns the index of the first that is accepted. */
export type OfferSpans = (spans: readonly Span[]) => Promise<number | null>;

/** When a probe certificate is valid. */
export const usualSpan: Span = { from: -60, to: 30 };

/** How far behind a clock is found: as far as one that was set to another time zone. */
const farthestBehind = -14 * 3600;
/** No certificate is valid for longer (R20), so a clock that is further ahead can't be measured with one. */
export const farthestAhead = 300;
const precision = 10;

/** The times of a certificate that is valid in a span. */
export function validityOf({ from, to }: Span, now: Date): Validity {
  const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  return { validAfter: at(from), validBefore: at(to) };
}

/**
 * Finds how far a target's clock is ahead of the database's: in seconds, negative if it is behind. Returns null if the
 * clock is not the reason, or is further ahead than `farthestAhead`. Call it after the target has refused a certificate
 * of the usual span.
 */
export async function findClockDifference(offer: OfferSpans): Promise<number | null> {
  const endingAt = (to: number) => ({ from: usualSpan.from, to });
  const startingAt = (from: number) => ({ from, to: usualSpan.to });
  switch (await offer([endingAt(farthestAhead), startingAt(farthestBehind)])) {
    case 0:
      return narrow(offer, { refused: usualSpan.to, accepted: farthestAhead }, endingAt);
    case 1:
      return narrow(offer, { refused: usualSpan.from, accepted: farthestBehind }, startingAt);
    default:
      return null;
  }
}

/**
 * Narrows down where a target begins to accept. One certificate of each connection is accepted: sshd keeps out clients
 * that fail often. There are three, because sshd allows six by default, and many configurations four.
 */
async function narrow(
  offer: OfferSpans,
  edges: { refused: number; accepted: number },
  spanOf: (edge: number) => Span,
): Promise<number> {
  let { refused, accepted } = edges;
  while (Math.abs(accepted - refused) > precision) {
    const size = (accepted - refused) / 3;
    const steps = [refused + size, refused + 2 * size, accepted].map(Math.round);
    const index = await offer(steps.map(spanOf));
    if (index === null) break; // The target is gone: what is known so far.
    refused = steps[index - 1] ?? refused;
    accepted = steps[index] ?? accepted;
  }
  return Math.round((refused + accepted) / 2);
}

/** The step of a verification that names the clock, ahead by these seconds or, with `isAtLeast`, by more. */
export function clockStep(targetName: string, seconds: number, isAtLeast = false): SetupStep {
  const detail = `${describeClock(targetName, seconds, isAtLeast)} Correct it, then verify again.`;
  return { name: 'Clock', ok: false, detail };
}
