'use client';

import { Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Form } from '@/components/ui/form';
import { Time } from '@/components/ui/time';
import { useLeaveGuard } from '@/components/ui/use-leave-guard';
import type { PolicyDocument } from '@/lib/core/policy/policy';
import type { Choice } from '@/lib/core/policy/policy-choice';
import type { PolicyPreview } from '@/lib/policies/preview-policy';
import { ChildFields, DescriptionFields, JitFields, NameField } from './editor-fields';
import { EditorFoot, EditorHead } from './editor-head';
import { EditorNotices } from './editor-notices';
import { Impact, Warnings } from './impact';
import { PolicyPicture } from './policy-picture';
import { PolicySummary } from './policy-summary';
import { type Stored, usePolicyForm } from './use-policy-form';

// Loaded at first use, because most edits need none of them.
const ChildDialog = dynamic(() => import('./child-dialog').then((module) => module.ChildDialog), {
  ssr: false,
});
const DeletePolicy = dynamic(() => import('./delete-policy').then((module) => module.DeletePolicy), {
  ssr: false,
});
const LeaveQuestion = dynamic(() => import('./leave-question').then((module) => module.LeaveQuestion), {
  ssr: false,
});
const SaveQuestion = dynamic(() => import('./save-question').then((module) => module.SaveQuestion), {
  ssr: false,
});
const Replay = dynamic(() => import('./replay').then((module) => module.Replay), { ssr: false });

type Props = {
  stored: Stored;
  initial: PolicyDocument;
  /** the names of what the initial draft refers to */
  choices: readonly Choice[];
  preview: PolicyPreview | null;
  /** the id of the signed-in person, who alone sees a kept draft */
  owner: string;
  /** the just-in-time policies that include it, so that it can't be deleted */
  parents?: readonly { id: string; name: string }[];
  /** false while Slack is not integrated and this is a just-in-time policy (R4) */
  writable: boolean;
  /** opens with the test against past requests */
  replay?: boolean;
};

/** The editor of a policy: its fields, and beside them a summary and the impact of the draft. */
export function PolicyEditor({ writable, parents = [], replay = false, ...from }: Props) {
  const { stored, initial, owner } = from;
  const router = useRouter();
  const form = usePolicyForm({ ...from, draftKey: stored?.id ?? `new ${initial.type}` });
  const { draft, names } = form;
  const guard = useLeaveGuard(form.isDirty);
  const [open, setOpen] = useState<'child' | 'replay' | 'delete' | null>(replay ? 'replay' : null);
  const isJit = draft.type === 'JustInTime';
  const fields = { ...form, prefix: '' };

  function submit() {
    form.save((policyId) => {
      if (!stored) router.push(`/policies/${policyId}`);
    });
  }

  return (
    <>
      <Form onSubmit={submit}>
        <EditorHead stored={stored} form={form} writable={writable} />
        <EditorNotices stored={stored} form={form} writable={writable} />
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_372px]">
          <fieldset className="min-w-0 divide-y divide-line rounded-xl border border-line bg-panel shadow-card">
            <legend className="sr-only">Policy</legend>
            <NameField {...fields} />
            {isJit ? (
              <JitFields {...fields} onNewChild={() => setOpen('child')} />
            ) : (
              <ChildFields {...fields} />
            )}
            <DescriptionFields {...fields} isNew={stored === null} />
          </fieldset>
          <aside
            aria-label="Summary"
            className="min-w-0 divide-y divide-line rounded-xl border border-line bg-panel shadow-card lg:sticky lg:top-4"
          >
            <Warnings of={form.preview} />
            <div className="px-5 py-4">
              <h2 className="mb-1 font-semibold">Summary</h2>
              <PolicySummary draft={draft} names={names} />
            </div>
            <Impact of={form.preview} isJit={isJit} isNew={stored === null}>
              <PolicyPicture
                draft={draft}
                saved={stored && form.saved.draft}
                names={names}
                groups={form.preview.preview?.reach.groups ?? []}
              />
            </Impact>
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
        <EditorFoot stored={stored} form={form} writable={writable} />
      </Form>
      {open === 'delete' && stored && (
        <DeletePolicy
          policyId={stored.id}
          name={form.saved.draft.name}
          isJit={isJit}
          parents={parents}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'child' && (
        <ChildDialog
          owner={owner}
          onClose={() => setOpen(null)}
          onCreated={(id, child) => {
            setOpen(null);
            form.change({ childIds: [...draft.childIds, id] }, [child]);
          }}
        />
      )}
      {form.question && (
        <SaveQuestion
          effect={form.question.effect}
          onSave={() => form.answer(true)}
          onClose={() => form.answer(false)}
        />
      )}
      {guard.leave && <LeaveQuestion onLeave={guard.leave} onStay={guard.stay} />}
    </>
  );
}
