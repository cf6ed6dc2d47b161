/**
 * Whether a range of `engines` includes a version of Node, given as `major.minor.patch`. Supports the forms that
 * packages use for Node: alternatives with `||`, and `>=`, `>`, `<=`, `<`, `^`, `~`, `*` or a bare version, whose
 * last parts can be missing. Throws for any other form.
 */
export function admitsNode(range: string, version: string): boolean {
  const wanted = parts(version);
  return range.split('||').some((all) =>
    all
      .replace(/([<>=^~])\s+/g, '$1')
      .trim()
      .split(/\s+/)
      .every((comparator) => admits(comparator, wanted)),
  );
}

function admits(comparator: string, wanted: number[]): boolean {
  const [, operator = '', text = ''] = /^([<>=^~]*)v?([\d.x*]*)$/.exec(comparator) ?? [];
  if (text === '' && comparator !== '') throw new Error(`unsupported range of Node versions: ${comparator}`);
  const given = parts(text);
  if (given.length === 0) return true;
  const order = compare(wanted, given);
  switch (operator) {
    case '>=':
      return order >= 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '^':
      return order >= 0 && wanted[0] === given[0];
    case '~':
      return order >= 0 && given.slice(0, 2).every((part, index) => wanted[index] === part);
    default:
      return given.every((part, index) => wanted[index] === part);
  }
}

/** The numbers of a version, up to the first that is missing or a wildcard. */
function parts(version: string): number[] {
  const all = version.split('.');
  const end = all.findIndex((part) => !/^\d+$/.test(part));
  return all.slice(0, end < 0 ? all.length : end).map(Number);
}

function compare(left: number[], right: number[]): number {
  for (const [index, part] of left.entries()) {
    const difference = part - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
