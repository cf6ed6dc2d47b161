const productionWords = new Set(['prod', 'prd', 'production', 'live']);
const negations = new Set(['pre', 'non', 'no', 'not']);

/**
 * Whether an environment is production, by its name: one of its words is `prod`, `prd`, `production` or `live`, and
 * the word before it does not deny it, as in `pre-prod`. The console marks such environments for reviewers; nothing
 * is decided by it.
 */
export function isProduction(environment: string): boolean {
  const words = environment.toLowerCase().split(/[^a-z]+/);
  return words.some((word, at) => productionWords.has(word) && !negations.has(words[at - 1] ?? ''));
}
