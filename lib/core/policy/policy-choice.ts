import type { SubjectRef } from '@/lib/core/actor';
import type { SubjectKind } from '@/lib/core/subject';
import type { TargetSummary } from '@/lib/core/target/target';
import { type Coverage, formatCoverage } from '@/lib/core/text/policy';
import { formatTargetType } from '@/lib/core/text/target';

/** The kinds of things that a policy refers to. */
export type ChoiceKind = 'person' | 'group' | 'target' | 'environment' | 'child';

/** Something that a policy can refer to, as the editor shows it. */
export type Choice = {
  /** the kind and the id: `person:0199…` */
  key: string;
  label: string;
  detail?: string;
  /** of a target: the name of its environment */
  environment?: string;
  /** of a child: whether it also gives standing access */
  hasStandingSubjects?: boolean;
  /** of a subject that is no person */
  program?: Exclude<SubjectKind, 'User'>;
};

/** The key of a choice, unique across all kinds. */
export function choiceKey(kind: ChoiceKind, id: string): string {
  return `${kind}:${id}`;
}

/** The ids of the keys of one kind. */
export function idsOf(kind: ChoiceKind, keys: readonly string[]): string[] {
  return keys.filter((key) => key.startsWith(`${kind}:`)).map((key) => key.slice(kind.length + 1));
}

/** A person, an API key or a service account. `person` is the kind of all that a policy lists as its subjects. */
export function subjectChoice({ id, kind, email, name }: SubjectRef): Choice {
  const key = choiceKey('person', id);
  if (kind === 'User') return { key, label: email, ...(name !== email && { detail: name }) };
  return { key, label: kind === 'ApiKey' ? name : email, program: kind };
}

export function groupChoice(group: { id: string; name: string; memberCount?: number }): Choice {
  const { id, name, memberCount } = group;
  const detail =
    memberCount === undefined ? {} : { detail: memberCount === 1 ? '1 person' : `${memberCount} people` };
  return { key: choiceKey('group', id), label: name, ...detail };
}

export function targetChoice(
  target: Omit<TargetSummary, 'os' | 'databaseType'> & Partial<TargetSummary>,
): Choice {
  const { id, name, type, os = null, databaseType = null, environment } = target;
  const kind = formatTargetType({ type, os, databaseType });
  return { key: choiceKey('target', id), label: name, detail: `${kind} in ${environment}`, environment };
}

export function environmentChoice({ id, name }: { id: string; name: string }): Choice {
  return { key: choiceKey('environment', id), label: name, detail: 'the whole environment' };
}

export function childChoice(
  child: Coverage & { id: string; name: string; hasStandingSubjects: boolean },
): Choice {
  const { id, name, hasStandingSubjects } = child;
  return { key: choiceKey('child', id), label: name, detail: formatCoverage(child), hasStandingSubjects };
}
