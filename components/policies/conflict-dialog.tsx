'use client';

import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { PolicyDocument } from '@/lib/core/policy/policy';
import { differenceOf } from '@/lib/core/policy/policy-diff';
import { getPolicyAction } from '@/lib/web/actions/policies';
import { Differences } from './differences';
import type { Names } from './draft';
import { draftOf, snapshotOf } from './stored-draft';
import type { usePolicyForm } from './use-policy-form';

type Theirs = { draft: PolicyDocument; version: number; names: Names };

/** What to do when somebody else saved the policy first: both versions side by side, and which one stays. */
export function ConflictDialog({
  policyId,
  form,
}: {
  policyId: string;
  form: ReturnType<typeof usePolicyForm>;
}) {
  const [theirs, setTheirs] = useState<Theirs | 'looking' | 'gone'>('looking');
  const { learn } = form;
  useEffect(() => {
    getPolicyAction({ policyId })
      .then((result) => {
        if (!result.ok) return setTheirs('gone');
        const { policy, choices } = result.value;
        learn(choices);
        setTheirs({
          draft: draftOf(policy),
          version: policy.version,
          names: new Map([...form.names, ...choices.map((choice) => [choice.key, choice] as const)]),
        });
      })
      .catch(() => setTheirs('gone'));
  }, [policyId]);
  if (theirs === 'looking') return <p className="text-muted">Reading what was saved …</p>;
  if (theirs === 'gone')
    return <p className="text-muted">The saved policy could not be read. It may have been deleted.</p>;
  const stored = snapshotOf(form.saved.draft, theirs.names);
  const saved = snapshotOf(theirs.draft, theirs.names);
  const mine = snapshotOf(form.draft, theirs.names);
  return (
    <section
      aria-label="Two versions"
      className="rounded-xl border border-line bg-panel px-5 py-4 shadow-card"
    >
      <div className="grid gap-5 md:grid-cols-2">
        <div className="min-w-0">
          <h2 className="mb-1.5 font-semibold">They changed (version {theirs.version})</h2>
          <Differences of={differenceOf(stored, saved)} />
        </div>
        <div className="min-w-0">
          <h2 className="mb-1.5 font-semibold">Yours would change theirs</h2>
          <Differences of={differenceOf(saved, mine)} />
        </div>
      </div>
      <p className="mt-4 text-muted">
        Neither is lost: every saved version stays in the history. Keeping yours is only saved when you press
        Save changes again.
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button onClick={() => form.goOn(theirs.draft, theirs.version, false)}>Take theirs</Button>
        <Button look="primary" onClick={() => form.goOn(theirs.draft, theirs.version, true)}>
          Keep mine on top
        </Button>
      </div>
    </section>
  );
}
