'use client';

import { Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import type { PolicyDocument } from '@/lib/core/policy/policy';
import type { Choice } from '@/lib/core/policy/policy-choice';
import type { PolicyPreview } from '@/lib/policies/preview-policy';
import { ChildFields, CommonFields, JitFields } from './editor-fields';
import { EditorHead } from './editor-head';
import { Impact } from './impact';
import { PolicySummary } from './policy-summary';
import { type Stored, usePolicyForm } from './use-policy-form';

// Loaded at first use, because most edits need none of them.
const ConflictPanel = dynamic(() => import('./conflict-panel').then((module) => module.ConflictPanel), {
  ssr: false,
});
const ChildDialog = dynamic(() => import('./child-dialog').then((module) => module.ChildDialog), {
  ssr: false,
});
const DeletePolicy = dynamic(() => import('./delete-policy').then((module) => module.DeletePolicy), {
  ssr: false,
});
const Replay = dynamic(() => import('./replay').then((module) => module.Replay), { ssr: false });

type Props = {
  stored: Stored;
  initial: PolicyDocument;
  /** the names of what the initial draft refers to */
  choices: readonly Choice[];
  preview: PolicyPreview | null;
  /** false while Slack is not integrated and this is a just-in-time policy (R4) */
  writable: boolean;
  /** opens with the test against past requests */
  replay?: boolean;
};

/** The editor of a policy: its fields, and beside them a summary and the impact of the draft. */
export function PolicyEditor({ writable, replay = false, ...from }: Props) {
  const { stored } = from;
  const router = useRouter();
  const form = usePolicyForm(from);
  const { draft, names, failure } = form;
  const [open, setOpen] = useState<'child' | 'replay' | 'delete' | null>(replay ? 'replay' : null);
  const notice = useRef<HTMLDivElement>(null);
  const isJit = draft.type === 'JustInTime';
  const fields = { ...form, prefix: '', disabled: !writable };

  useEffect(() => {
    if (failure) notice.current?.focus();
  }, [failure]);
  function submit(event: FormEvent) {
    event.preventDefault();
    form.save((policyId) => {
      if (!stored) router.push(`/policies/${policyId}`);
    });
  }

  return (
    <>
      <form onSubmit={submit} noValidate>
        <EditorHead stored={stored} form={form} writable={writable} />
        <div className="mb-4 flex flex-col gap-3 empty:hidden">
          {!writable && (
            <Notice tone="warn">
              Connect Slack to create just-in-time policies.{' '}
              <Link href="/settings/integrations/slack" className="font-semibold underline">
                Connect Slack
              </Link>
            </Notice>
          )}
          {failure && (
            <div ref={notice} tabIndex={-1} className="outline-none">
              <Notice tone="bad" live>
                {form.errorCount > 1 ? `Fix ${form.errorCount} errors to save.` : failure.message}
              </Notice>
            </div>
          )}
          {failure?.code === 'changed-meanwhile' && stored && (
            <ConflictPanel policyId={stored.id} form={form} />
          )}
        </div>
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_372px]">
          <fieldset
            disabled={!writable}
            className="min-w-0 divide-y divide-line rounded-xl border border-line bg-panel shadow-card"
          >
            <legend className="sr-only">Policy</legend>
            {isJit ? (
              <JitFields {...fields} onNewChild={() => setOpen('child')} />
            ) : (
              <ChildFields {...fields} />
            )}
            <CommonFields {...fields} isNew={stored === null} />
          </fieldset>
          <aside
            aria-label="Summary"
            className="divide-y divide-line rounded-xl border border-line bg-panel shadow-card lg:sticky lg:top-4"
          >
            <div className="px-5 py-4">
              <h2 className="mb-1 font-semibold">Summary</h2>
              <PolicySummary draft={draft} names={names} />
            </div>
            <Impact of={form.preview} isJit={isJit} isNew={stored === null} />
            <div className="px-5 py-3.5">
              {open === 'replay' ? (
                <Replay policyId={stored?.id ?? null} draft={draft} />
              ) : (
                <Button onClick={() => setOpen('replay')}>Test against the last 90 days</Button>
              )}
            </div>
            {draft.timeExpires && stored && (
              <div className="px-5 py-3.5">
                <h2 className="font-semibold">Expiry date</h2>
                <p className="text-muted">
                  <Time at={draft.timeExpires} show="date" />. Cannot be changed.
                </p>
              </div>
            )}
            {stored && (
              <div className="px-5 py-4">
                <Button aria-haspopup="dialog" onClick={() => setOpen('delete')}>
                  <Trash2 aria-hidden size={14} />
                  Delete policy
                </Button>
              </div>
            )}
          </aside>
        </div>
      </form>
      {open === 'delete' && stored && (
        <DeletePolicy
          policyId={stored.id}
          name={form.saved.draft.name}
          isJit={isJit}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'child' && (
        <ChildDialog
          onClose={() => setOpen(null)}
          onCreated={(id, child) => {
            setOpen(null);
            form.change({ childIds: [...draft.childIds, id] }, [child]);
          }}
        />
      )}
    </>
  );
}
