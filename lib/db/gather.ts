/**
 * Looks up together what is wanted in the same turn of the event loop, so that many calls at once cost one statement.
 * Every lookup begins after it was wanted: nothing is kept.
 *
 * @param load finds the values of some keys, each of which is there once
 * @returns the lookup of one key; undefined for a key without a value. It rejects as `load` does
 */
export function gather<V>(
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>,
): (key: string) => Promise<V | undefined> {
  let next: { keys: Set<string>; found: Promise<ReadonlyMap<string, V>> } | undefined;
  const begin = () => {
    const keys = new Set<string>();
    const found = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      next = undefined;
      return load([...keys]);
    });
    return { keys, found };
  };
  return async (key) => {
    next ??= begin();
    next.keys.add(key);
    return (await next.found).get(key);
  };
}
