import { log } from '@/lib/log';

/**
 * Does `work` for each of the ids that a sweep found, of all organizations, one after the other. What throws is logged as
 * `failure` and left to the next run: the others don't wait for it. Gives for how many `work` returned true.
 */
export async function sweepEach<T extends object>(
  found: readonly T[],
  failure: string,
  work: (ids: T) => Promise<boolean>,
): Promise<number> {
  let done = 0;
  for (const ids of found) {
    try {
      if (await work(ids)) done++;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log().warn({ ids, why }, failure);
    }
  }
  return done;
}
