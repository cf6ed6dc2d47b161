import type { PolicyDocument } from '@/lib/core/policy/policy';
import { type Choice, type ChoiceKind, choiceKey } from '@/lib/core/policy/policy-choice';
import type { Names } from './draft';

/** What this browser tab keeps of an editor until it is saved or discarded. */
export type KeptDraft = {
  keptAt: Date;
  /** the version that the draft edits: 0 for a new policy */
  version: number;
  base: PolicyDocument;
  draft: PolicyDocument;
  /** the names of what the draft refers to */
  choices: readonly Choice[];
};

const format = 2; // of what is stored; a draft of another format is dropped
const prefix = 'policy-draft ';

/** The kept draft of an editor; null if there is none. `owner` is the signed-in person: others do not see it. */
export function readKeptDraft(key: string, owner: string): KeptDraft | null {
  try {
    const found = JSON.parse(sessionStorage.getItem(prefix + key) ?? 'null');
    if (found?.format !== format || found.owner !== owner) return null;
    const { version, choices } = found;
    return {
      version,
      choices,
      keptAt: new Date(found.keptAt),
      base: revive(found.base),
      draft: revive(found.draft),
    };
  } catch {
    return null;
  }
}

/** Keeps the draft of an editor. A browser that stores nothing keeps none. */
export function keepDraft(key: string, owner: string, kept: Omit<KeptDraft, 'choices'>, names: Names): void {
  const { draft, base } = kept;
  const keys = [draft, base].flatMap(keysIn);
  const choices = [...new Set(keys)].flatMap((one) => names.get(one) ?? []);
  try {
    sessionStorage.setItem(prefix + key, JSON.stringify({ format, owner, ...kept, choices }));
  } catch {
    // The storage is full or turned off: the question before leaving the page still protects the draft.
  }
}

export function dropDraft(key: string): void {
  try {
    sessionStorage.removeItem(prefix + key);
  } catch {
    // Nothing is stored.
  }
}

function revive(document: PolicyDocument): PolicyDocument {
  const { timeExpires, duration } = document;
  // JSON has neither dates nor NaN, which stands for an empty field.
  return {
    ...document,
    timeExpires: timeExpires && new Date(timeExpires),
    duration: document.type === 'JustInTime' ? (duration ?? Number.NaN) : duration,
  };
}

function keysIn(document: PolicyDocument): string[] {
  const ids: readonly (readonly [ChoiceKind, readonly string[]])[] = [
    ['person', document.subjectIds],
    ['group', document.groupIds],
    ['target', document.targetIds],
    ['environment', document.environmentIds],
    ['child', document.childIds],
  ];
  return ids.flatMap(([kind, list]) => list.map((id) => choiceKey(kind, id)));
}
