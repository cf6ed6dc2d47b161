'use client';

import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { PolicyDocument } from '@/lib/core/policy/policy';
import { differenceOf, type FieldDifference } from '@/lib/core/policy/policy-diff';
import { mergePolicies, type PolicyMerge, type PolicyPart, takeParts } from '@/lib/core/policy/policy-merge';
import { getPolicyAction } from '@/lib/web/actions/policies';
import { Differences } from './differences';
import type { Names } from './draft';
import { draftOf, snapshotOf } from './stored-draft';
import type { usePolicyForm } from './use-policy-form';

type Form = Pick<ReturnType<typeof usePolicyForm>, 'saved' | 'draft' | 'names' | 'learn' | 'rebase'>;
type Theirs = { draft: PolicyDocument; version: number; names: Names };

/**
 * Another admin saved the policy first. Fields that only one of the two changed are merged; the person chooses about
 * fields that both changed, and about nothing if there is none.
 */
export function ConflictPanel({ policyId, form }: { policyId: string; form: Form }) {
  const [theirs, setTheirs] = useState<Theirs | 'loading' | 'unavailable'>('loading');
  const { learn } = form;
  useEffect(() => {
    getPolicyAction({ policyId })
      .then((result) => {
        if (!result.ok) return setTheirs('unavailable');
        const { policy, choices } = result.value;
        learn(choices);
        const names = new Map([...form.names, ...choices.map((choice) => [choice.key, choice] as const)]);
        setTheirs({ draft: draftOf(policy), version: policy.version, names });
      })
      .catch(() => setTheirs('unavailable'));
  }, [policyId]);
  if (theirs === 'loading') return <p className="text-muted">Loading the saved version…</p>;
  if (theirs === 'unavailable')
    return <p className="text-muted">The saved policy could not be loaded. It may have been deleted.</p>;
  return <Merge form={form} theirs={theirs} />;
}

function Merge({ form, theirs }: { form: Form; theirs: Theirs }) {
  const [picks, setPicks] = useState<Partial<Record<PolicyPart, 'mine' | 'theirs'>>>({});
  const merge = mergePolicies(form.saved.draft, form.draft, theirs.draft);
  const { conflicts } = merge;
  const difference = (from: PolicyDocument, to: PolicyDocument) =>
    differenceOf(snapshotOf(from, theirs.names), snapshotOf(to, theirs.names));
  const added = difference(form.saved.draft, takeParts(form.saved.draft, theirs.draft, merge.theirs));
  function apply() {
    const mine = conflicts.filter((part) => picks[part] === 'mine');
    const merged = takeParts(merge.merged, form.draft, mine);
    form.rebase(
      theirs.draft,
      theirs.version,
      merged,
      added.map(({ label }) => label),
    );
  }
  // Also once an edit has made both the same.
  useEffect(() => {
    if (conflicts.length === 0) apply();
  }, [conflicts.length]);
  if (conflicts.length === 0) return null;
  return (
    <section aria-label="Conflict" className="rounded-xl border border-line bg-panel px-5 py-4 shadow-card">
      <h2 className="mb-2 font-semibold">
        You and version {theirs.version} changed the same {conflicts.length === 1 ? 'field' : 'fields'}
      </h2>
      <div className="flex flex-col gap-4">
        {conflicts.map((part) => (
          <Conflict
            key={part}
            part={part}
            of={difference(theirs.draft, takeParts(theirs.draft, form.draft, [part]))}
            pick={picks[part]}
            onPick={(pick) => setPicks((before) => ({ ...before, [part]: pick }))}
          />
        ))}
      </div>
      <Kept title="Kept from the saved version" of={added} />
      <Kept title="Kept from your changes" of={ownOf(merge, theirs.draft, form.draft, difference)} />
      <div className="mt-4">
        <Button look="primary" disabled={conflicts.some((part) => !picks[part])} onClick={apply}>
          Continue with this choice
        </Button>
      </div>
    </section>
  );
}

type ConflictProps = {
  part: PolicyPart;
  /** from the saved version to the person's own */
  of: readonly FieldDifference[];
  pick: 'mine' | 'theirs' | undefined;
  onPick: (pick: 'mine' | 'theirs') => void;
};

function Conflict({ part, of, pick, onPick }: ConflictProps) {
  const [field] = of;
  if (!field) return null;
  const options = [
    { value: 'theirs', name: 'Saved version', text: field.from },
    { value: 'mine', name: 'Yours', text: field.to },
  ] as const;
  return (
    <fieldset>
      <legend className="text-muted">{field.label}</legend>
      <div className="mt-1 grid gap-2 sm:grid-cols-2">
        {options.map(({ value, name, text }) => (
          <label
            key={value}
            className="flex items-start gap-2.5 rounded-[10px] border border-edge px-3.5 py-2.5 has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name={`conflict-${part}`}
              checked={pick === value}
              onChange={() => onPick(value)}
              className="mt-[3px] size-3.5 shrink-0 accent-accent"
            />
            <span className="min-w-0 break-words">
              <span className="font-semibold">{name}:</span> {text || 'nothing'}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Kept({ title, of }: { title: string; of: readonly FieldDifference[] }) {
  if (of.length === 0) return null;
  return (
    <div className="mt-4">
      <h3 className="mb-1 font-semibold">{title}</h3>
      <Differences of={of} />
    </div>
  );
}

function ownOf(
  { mine }: PolicyMerge,
  theirs: PolicyDocument,
  draft: PolicyDocument,
  difference: (from: PolicyDocument, to: PolicyDocument) => FieldDifference[],
) {
  return difference(theirs, takeParts(theirs, draft, mine));
}
