import type { ImportOutcome } from '@/lib/core/target/target-import';

/** The most rows that a preview has: a file can have thousands. */
export const mostShown = 200;

/**
 * The outcomes for a preview, in the order of the file, and how many more there are. Unchanged rows are left out. If
 * there are too many, new rows give way to changed ones and errors, which need to be read.
 */
export function pickOutcomes(outcomes: readonly ImportOutcome[]): { shown: ImportOutcome[]; more: number } {
  const news = outcomes.filter(({ outcome }) => outcome === 'new');
  const others = outcomes.filter(({ outcome }) => outcome === 'changed' || outcome === 'refused');
  const shown = [...others, ...news].slice(0, mostShown).sort((a, b) => a.line - b.line);
  return { shown, more: others.length + news.length - shown.length };
}
