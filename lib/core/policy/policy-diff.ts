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
  recordInput: boolean;
  mfaEnabled: boolean;
  mfaDuration: number | null;
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
  return [
    text('Name', policy.name),
    text('Description', policy.description),
    ...ownFieldsOf(policy),
    text(
      'Expiry date',
      policy.timeExpires?.toISOString().replace('T', ' ').slice(0, 16).concat(' UTC') ?? '',
    ),
  ];
}

/** The fields that the type of a policy has. */
function ownFieldsOf(policy: PolicySnapshot): FieldValue[] {
  const people = [...policy.groups.map(keyed('group')), ...policy.subjects.map(keyed('person'))];
  switch (policy.type) {
    case 'JustInTime':
      return [
        list('Who can request', people),
        list('What they can request', policy.children),
        text('Approval', policy.automaticallyApproved ? 'Automatic' : 'Admin approval'),
        text('Duration', formatDuration(policy.duration ?? 0)),
      ];
    case 'SessionRecording':
      return [list('People and groups', people), text('Record input', yesOrNo(policy.recordInput))];
    case 'OrganizationControls':
      return [
        list('People and groups', people),
        text('MFA', yesOrNo(policy.mfaEnabled)),
        text('MFA duration', policy.mfaDuration === null ? '' : String(policy.mfaDuration)),
      ];
    default:
      return [list('Standing access', people), ...coverageFieldsOf(policy)];
  }
}

function coverageFieldsOf({ type, environments, targets, ...policy }: PolicySnapshot): FieldValue[] {
  const verbs = policy.verbs.map((verb) => ({ id: verb, label: formatVerb(verb) }));
  return [
    list('Targets', [...environments.map(keyed('environment')), ...targets.map(keyed('target'))]),
    list('Target users', policy.targetUsers.map(plain)),
    ...(type === 'Kubernetes' ? [list('Target groups', policy.targetGroups.map(plain))] : []),
    ...(type === 'TargetConnect' ? [list('Policy actions', verbs)] : []),
  ];
}

function yesOrNo(value: boolean): string {
  return value ? 'Yes' : 'No';
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
