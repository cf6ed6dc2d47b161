// What people call an environment, and what its name begins with. Types have their other names in the query.
const stems: ReadonlyMap<string, string> = new Map([
  ['production', 'prod'],
  ['staging', 'stag'],
  ['stage', 'stag'],
  ['development', 'dev'],
  ['postgresql', 'postgres'],
]);

/** The words of a search for targets, each as the part that its other forms share: `production` finds `prod` too. */
export function searchWords(query: string): string[] {
  return query
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => stems.get(word.toLowerCase()) ?? word);
}

/**
 * The words with small typos put right by what can be found: one wrong, missing, extra or swapped letter, two in a word of
 * eight. Null when a word is like nothing, or none is wrong.
 */
export function correctWords(words: readonly string[], texts: readonly string[]): string[] | null {
  const known = texts.map((text) => text.toLowerCase());
  const parts = [...new Set(known.flatMap((text) => text.split(/[^\p{L}\p{N}]+/u)))].sort();
  const corrected = words.map((word) => {
    const lower = word.toLowerCase();
    if (known.some((text) => text.includes(lower))) return word;
    return nearest(lower, parts);
  });
  const found = corrected.filter((word) => word !== null);
  return found.length === words.length && found.some((word, at) => word !== words[at]) ? found : null;
}

function nearest(word: string, parts: readonly string[]): string | null {
  const most = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0;
  let best: { part: string; distance: number } | null = null;
  for (const part of parts) {
    if (part.length < 3 || Math.abs(part.length - word.length) > most) continue;
    const found = distance(word, part);
    if (found <= most && found < (best?.distance ?? most + 1)) best = { part, distance: found };
  }
  return best?.part ?? null;
}

/** How many letters differ, are missing, extra, or swapped with the next one. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        isSwapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
  }
  return at(a.length, b.length);
}
