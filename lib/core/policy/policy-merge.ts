import type { PolicyDocument } from './policy';

/** The parts of a policy that are merged as one: the editor shows each as one field. */
const parts = {
  name: ['name'],
  description: ['description'],
  people: ['subjectIds', 'groupIds'],
  coverage: ['targetIds', 'environmentIds'],
  targetUsers: ['targetUsers'],
  targetGroups: ['targetGroups'],
  verbs: ['verbs'],
  children: ['childIds'],
  approval: ['automaticallyApproved'],
  duration: ['duration'],
  recording: ['recordInput'],
  controls: ['mfaEnabled', 'mfaDuration'],
} as const satisfies Record<string, readonly (keyof PolicyDocument)[]>;

export type PolicyPart = keyof typeof parts;

/** Two edits of one version, merged part by part. */
export type PolicyMerge = {
  /** has every part that only one edit changed; a part in `conflicts` is as `theirs` has it */
  merged: PolicyDocument;
  /** what only the other edit changed, and what only this one did */
  theirs: readonly PolicyPart[];
  mine: readonly PolicyPart[];
  /** what both changed, each in another way */
  conflicts: readonly PolicyPart[];
};

/** Merges this edit (`mine`) of a version (`base`) with another one that was saved first (`theirs`). */
export function mergePolicies(
  base: PolicyDocument,
  mine: PolicyDocument,
  theirs: PolicyDocument,
): PolicyMerge {
  const all = Object.keys(parts) as PolicyPart[];
  const isMine = (part: PolicyPart) => !hasSame(base, mine, part) && !hasSame(mine, theirs, part);
  const isTheirs = (part: PolicyPart) => !hasSame(base, theirs, part);
  const own = all.filter((part) => isMine(part) && !isTheirs(part));
  return {
    merged: takeParts(theirs, mine, own),
    mine: own,
    theirs: all.filter((part) => isTheirs(part) && !isMine(part)),
    conflicts: all.filter((part) => isTheirs(part) && isMine(part)),
  };
}

/** A document with some parts of another one. */
export function takeParts(
  into: PolicyDocument,
  from: PolicyDocument,
  taken: readonly PolicyPart[],
): PolicyDocument {
  const fields = taken.flatMap((part) => parts[part].map((field) => [field, from[field]] as const));
  return { ...into, ...Object.fromEntries(fields) };
}

/** Whether two documents say the same. */
export function isSameDocument(one: PolicyDocument, two: PolicyDocument): boolean {
  return (
    one.type === two.type &&
    one.timeExpires?.getTime() === two.timeExpires?.getTime() &&
    (Object.keys(parts) as PolicyPart[]).every((part) => hasSame(one, two, part))
  );
}

/** Lists are compared as sets. */
function hasSame(one: PolicyDocument, two: PolicyDocument, part: PolicyPart): boolean {
  return parts[part].every((field) => {
    const [a, b] = [one[field], two[field]];
    if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
    const known = new Set<string>(b);
    return new Set<string>(a).size === known.size && a.every((value) => known.has(value));
  });
}
