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

type Saved = { draft: PolicyDocument; version: number; names: Names };

/** Another admin saved the policy first: shows both sets of changes, and which one to keep. */
export function ConflictPanel({
  policyId,
  form,
}: {
  policyId: string;
  form: ReturnType<typeof usePolicyForm>;
}) {
  const [theirs, setTheirs] = useState<Saved | 'loading' | 'unavailable'>('loading');
  const { learn } = form;
  useEffect(() => {
    getPolicyAction({ policyId })
      .then((result) => {
        if (!result.ok) return setTheirs('unavailable');
        const { policy, choices } = result.value;
        learn(choices);
        setTheirs({
          draft: draftOf(policy),
          version: policy.version,
          names: new Map([...form.names, ...choices.map((choice) => [choice.key, choice] as const)]),
        });
      })
      .catch(() => setTheirs('unavailable'));
  }, [policyId]);
  if (theirs === 'loading') return <p className="text-muted">Loading the saved version…</p>;
  if (theirs === 'unavailable')
    return <p className="text-muted">The saved policy could not be loaded. It may have been deleted.</p>;
  const stored = snapshotOf(form.saved.draft, theirs.names);
  const saved = snapshotOf(theirs.draft, theirs.names);
  const mine = snapshotOf(form.draft, theirs.names);
  return (
    <section aria-label="Conflict" className="rounded-xl border border-line bg-panel px-5 py-4 shadow-card">
      <div className="grid gap-5 md:grid-cols-2">
        <div className="min-w-0">
          <h2 className="mb-1.5 font-semibold">Their changes (version {theirs.version})</h2>
          <Differences of={differenceOf(stored, saved)} />
        </div>
        <div className="min-w-0">
          <h2 className="mb-1.5 font-semibold">Your changes</h2>
          <Differences of={differenceOf(saved, mine)} />
        </div>
      </div>
      <p className="mt-4 text-muted">
        The history keeps every saved version. If you apply your changes, select Save changes to save them.
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button onClick={() => form.rebase(theirs.draft, theirs.version, false)}>Discard mine</Button>
        <Button look="primary" onClick={() => form.rebase(theirs.draft, theirs.version, true)}>
          Apply mine
        </Button>
      </div>
    </section>
  );
}
