import type { ReplayedOutcome } from '@/lib/core/access/replay';
import { formatDuration } from './duration';

/** What a rule does with an ask, as the cards say it: `approved automatically for 1 hour`. */
export function describeOutcome({
  outcome,
  duration,
}: Pick<ReplayedOutcome, 'outcome' | 'duration'>): string {
  if (outcome === 'denied' || duration === null) return 'refused: no policy covers it';
  return outcome === 'automatic'
    ? `approved automatically for ${formatDuration(duration)}`
    : `an admin decides, for ${formatDuration(duration)}`;
}
