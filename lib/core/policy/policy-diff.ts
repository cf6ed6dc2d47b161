import type { Verb } from '@/lib/core/target/target';
import { formatDuration } from '@/lib/core/text/duration';
import { formatVerb } from '@/lib/core/text/target';
import type { PolicyType } from './policy';

/** Something that a policy refers to, with its display name. */
export type NamedThing = { id: string; label: string };

/** A version of a policy, with the names of everything it refers to. */
export type PolicySnapshot = {
  type: PolicyType;
  name: string;
  description: string;
  timeExpires: Date | null;
  subjects: readonly NamedThing[];
  groups: readonly NamedThing[];
  targets: readonly NamedThing[];
  environments: readonly NamedThing[];
  children: readonly NamedThing[];
  targetUsers: readonly string[];
  targetGroups: readonly string[];
  verbs: readonly Verb[];
  automaticallyApproved: boolean;
  /** minutes; null unless JustInTime */
  duration: number | null;
};

/** One field as text. `items` is null unless the field is a list. */
export type FieldValue = { label: string; text: string; items: readonly NamedThing[] | null };

/** One field that differs between two snapshots. `added` and `removed` are empty unless the field is a list. */
export type FieldDifference = {
  label: string;
  from: string;
  to: string;
  added: readonly string[];
  removed: readonly string[];
};

/** The fields of a policy, in the order and with the labels of its editor. */
export function fieldsOf(policy: PolicySnapshot): FieldValue[] {
  const isJit = policy.type === 'JustInTime';
  const people = [...policy.groups.map(keyed('group')), ...policy.subjects.map(keyed('person'))];
  const covered = [...policy.environments.map(keyed('environment')), ...policy.targets.map(keyed('target'))];
  return [
    text('Name', policy.name),
    text('Description', policy.description),
    list(isJit ? 'Who can request' : 'Standing access', people),
    ...(isJit
      ? [
          list('What they can request', policy.children),
          text('Approval', policy.automaticallyApproved ? 'Automatic' : 'Admin approval'),
          text('Duration', formatDuration(policy.duration ?? 0)),
        ]
      : [list('Targets', covered), list('Target users', policy.targetUsers.map(plain))]),
    ...(policy.type === 'Kubernetes' ? [list('Target groups', policy.targetGroups.map(plain))] : []),
    ...(policy.type === 'TargetConnect'
      ? [
          list(
            'Policy actions',
            policy.verbs.map((verb) => ({ id: verb, label: formatVerb(verb) })),
          ),
        ]
      : []),
    text(
      'Expiry date',
      policy.timeExpires?.toISOString().replace('T', ' ').slice(0, 16).concat(' UTC') ?? '',
    ),
  ];
}

/** The fields that differ between two snapshots of a policy. Lists are compared as sets, by id. */
export function differenceOf(before: PolicySnapshot, after: PolicySnapshot): FieldDifference[] {
  const earlier = new Map(fieldsOf(before).map((field) => [field.label, field]));
  return fieldsOf(after).flatMap((field) => {
    const from = earlier.get(field.label);
    if (!from) return [];
    const added = missing(field.items, from.items);
    const removed = missing(from.items, field.items);
    const same = field.items ? added.length + removed.length === 0 : field.text === from.text;
    return same ? [] : [{ label: field.label, from: from.text, to: field.text, added, removed }];
  });
}

function missing(these: readonly NamedThing[] | null, among: readonly NamedThing[] | null): string[] {
  const known = new Set(among?.map(({ id }) => id));
  return (these ?? []).filter(({ id }) => !known.has(id)).map(({ label }) => label);
}

function text(label: string, value: string): FieldValue {
  return { label, text: value, items: null };
}

function list(label: string, items: readonly NamedThing[]): FieldValue {
  return { label, text: items.map((item) => item.label).join(', '), items };
}

function plain(value: string): NamedThing {
  return { id: value, label: value };
}

function keyed(kind: string) {
  return ({ id, label }: NamedThing): NamedThing => ({ id: `${kind}:${id}`, label });
}
