import { formatDuration } from '@/lib/core/text/duration';
import { maxDuration } from './policy';

/** Why a duration cannot be saved; null if it can. `minutes` is NaN where nothing is entered (R5). */
export function durationError(minutes: number): string | null {
  if (Number.isNaN(minutes)) return 'Enter a number of minutes.';
  if (!Number.isInteger(minutes)) return 'Use whole minutes.';
  if (minutes < 1) return 'Use at least 1 minute.';
  return minutes > maxDuration
    ? `Use at most ${maxDuration} minutes (${formatDuration(maxDuration)}).`
    : null;
}
