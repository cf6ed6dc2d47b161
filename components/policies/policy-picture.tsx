import type { ReactNode } from 'react';
import { defaultDuration, type PolicyDocument } from '@/lib/core/policy/policy';
import { type ChoiceKind, choiceKey } from '@/lib/core/policy/policy-choice';
import { durationError } from '@/lib/core/policy/policy-duration';
import { formatDuration } from '@/lib/core/text/duration';
import { formatVerb } from '@/lib/core/text/target';
import type { TargetGroup } from '@/lib/policies/group-targets';
import { deletedLabel, type Names } from './draft';
import { Chip, Chips, type Item, type Mark, PictureSteps } from './picture-steps';

type Props = {
  draft: PolicyDocument;
  /** the saved version, whose differences are marked; null for a new policy, in which everything is new */
  saved: PolicyDocument | null;
  names: Names;
  groups: readonly TargetGroup[];
};

/** A policy as a picture: people, how they get access, to what, and the targets. Each part is a list of text. */
export function PolicyPicture({ draft, saved, names, groups }: Props) {
  const things = (kind: ChoiceKind, of: (document: PolicyDocument) => readonly string[]) =>
    compareLists(of(draft), saved && of(saved)).map(({ text: id, mark }) => ({
      key: choiceKey(kind, id),
      text: names.get(choiceKey(kind, id))?.label ?? deletedLabel,
      mark,
    }));
  const texts = (of: (document: PolicyDocument) => readonly string[]) =>
    compareLists(of(draft), saved && of(saved));
  const isJit = draft.type === 'JustInTime';
  const people = [...things('group', (one) => one.groupIds), ...things('person', (one) => one.subjectIds)];
  const steps: [title: string, content: ReactNode][] = [
    [isJit ? 'Who can request' : 'Standing access', <Chips key="people" items={people} />],
    ...(isJit
      ? [
          ['How', <Chips key="how" items={texts(termsOf)} />] as [string, ReactNode],
          ['What', <Chips key="what" items={things('child', (one) => one.childIds)} />] as [
            string,
            ReactNode,
          ],
        ]
      : [['As', <Chips key="as" items={texts(accountsOf)} />] as [string, ReactNode]]),
    ['Targets', <Targets key="targets" groups={groups} />],
  ];
  return <PictureSteps steps={steps} />;
}

function Targets({ groups }: { groups: readonly TargetGroup[] }) {
  if (groups.length === 0) return <p className="text-muted">None yet</p>;
  return (
    <ul className="flex flex-col gap-2">
      {groups.map(({ environment, count, targets }) => (
        <li key={environment} className="min-w-0">
          <span className="text-sm font-semibold break-words">{environment}</span>
          <ul className="mt-1 flex flex-wrap gap-1.5">
            {targets.map(({ name, change }) => (
              <Chip key={`${change} ${name}`} mark={change}>
                {name}
              </Chip>
            ))}
            {count > targets.length && <li className="text-muted">and {count - targets.length} more</li>}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function termsOf({ automaticallyApproved, duration }: PolicyDocument): string[] {
  const minutes = duration ?? defaultDuration;
  return [
    automaticallyApproved ? 'Automatic' : 'Admin approval',
    ...(durationError(minutes) ? [] : [formatDuration(minutes)]),
  ];
}

function accountsOf({ targetUsers, targetGroups, verbs }: PolicyDocument): string[] {
  return [...targetUsers, ...targetGroups, ...verbs.map(formatVerb)];
}

/** All of two lists: what both have, what only the new one has, what only the old one had. */
function compareLists(now: readonly string[], before: readonly string[] | null): Item[] {
  const item = (text: string, mark: Mark): Item => ({ key: text, text, mark });
  return [
    ...now.map((text) => item(text, before === null || before.includes(text) ? null : 'added')),
    ...(before ?? []).filter((text) => !now.includes(text)).map((text) => item(text, 'removed')),
  ];
}
