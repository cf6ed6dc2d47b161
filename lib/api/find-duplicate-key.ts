import { formatPath } from '@/lib/parse';

const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g;

/** An object with its keys so far, or a list; `at` is where in it the text is. */
type Level = { keys: Set<string> | null; at: string | number };

/**
 * The path of the first key that an object of a valid JSON text has twice: `subjects[0].id`; null if there is none.
 * JSON.parse keeps the last of both, other parsers the first, so they would read two different bodies (RFC 8259, section 4).
 */
export function findDuplicateKey(json: string): string | null {
  const levels: Level[] = [];
  let isKeyNext = false;
  for (const [token] of json.matchAll(tokens)) {
    const level = levels.at(-1);
    if (token === '{') levels.push({ keys: new Set(), at: '' });
    else if (token === '[') levels.push({ keys: null, at: 0 });
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ',' && typeof level?.at === 'number') level.at += 1;
    else if (isKeyNext && level?.keys) {
      level.at = JSON.parse(token) as string;
      if (level.keys.has(level.at)) return formatPath(levels.map(({ at }) => at));
      level.keys.add(level.at);
    }
    isKeyNext = token === '{' || (token === ',' && level?.keys != null);
  }
  return null;
}
