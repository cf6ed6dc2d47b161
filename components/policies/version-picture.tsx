import type { FieldDifference, FieldValue } from '@/lib/core/policy/policy-diff';
import { Chips, type Item, PictureSteps } from './picture-steps';

/** The fields of each step, in the order of the editor's picture. A type of policy has some of the steps. */
const stepFields: readonly (readonly [title: string, labels: readonly string[]])[] = [
  ['Who can request', ['Who can request']],
  ['Standing access', ['Standing access']],
  ['People and groups', ['People and groups']],
  ['How', ['Approval', 'Duration']],
  ['What', ['What they can request']],
  ['As', ['Target users', 'Target groups', 'Policy actions']],
  ['Targets', ['Targets']],
];

type Props = {
  fields: readonly FieldValue[];
  /** what restoring the version would change; marked in the picture */
  restoring: readonly FieldDifference[];
};

/** A stored version of a policy as a picture. */
export function VersionPicture({ fields, restoring }: Props) {
  const steps = stepFields.flatMap(([title, labels]) => {
    const shown = fields.filter(({ label }) => labels.includes(label));
    if (shown.length === 0) return [];
    const items = shown.flatMap((field) =>
      itemsOf(
        field,
        restoring.find(({ label }) => label === field.label),
      ),
    );
    return [[title, <Chips key={title} items={items} />] as const];
  });
  return <PictureSteps steps={steps} />;
}

function itemsOf({ label, text, items }: FieldValue, change: FieldDifference | undefined): Item[] {
  const item = (text: string, mark: Item['mark']): Item => ({ key: `${label} ${text}`, text, mark });
  if (!items) return [item(text, change ? 'added' : null), ...(change ? [item(change.from, 'removed')] : [])];
  const added = new Set(change?.added);
  return [
    ...items.map((one) => item(one.label, added.has(one.label) ? 'added' : null)),
    ...(change?.removed ?? []).map((removed) => item(removed, 'removed')),
  ];
}
