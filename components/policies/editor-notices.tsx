'use client';

import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import { formatList } from '@/lib/core/text/policy';
import type { Stored, usePolicyForm } from './use-policy-form';

// Loaded at first use, because most edits need none.
const ConflictPanel = dynamic(() => import('./conflict-panel').then((module) => module.ConflictPanel), {
  ssr: false,
});

type Form = ReturnType<typeof usePolicyForm>;

/** What is above the fields: a restored draft, why a save failed, and what another admin saved meanwhile. */
export function EditorNotices({ stored, form, writable }: { stored: Stored; form: Form; writable: boolean }) {
  const { restoredAt, isDirty, mergedWith, failure } = form;
  return (
    <div className="mb-4 flex flex-col gap-3 empty:hidden">
      {!writable && (
        <Notice tone="warn">
          You can fill in this policy now and save it once Slack is connected. Until then, this browser tab
          keeps your draft.{' '}
          <Link href="/settings/integrations/slack" className="font-semibold underline">
            Connect Slack
          </Link>
        </Notice>
      )}
      {restoredAt && isDirty && <RestoredDraft at={restoredAt} onDiscard={form.discard} />}
      {mergedWith && (
        <Notice live>
          Someone saved version {mergedWith.version} while you were editing
          {mergedWith.labels.length > 0 && ` and changed: ${formatList(mergedWith.labels)}`}. The form now has
          those changes and yours. Check it, then save again.
        </Notice>
      )}
      <SaveFailure form={form} />
      {failure?.code === 'changed-meanwhile' && stored && <ConflictPanel policyId={stored.id} form={form} />}
    </div>
  );
}

/** Says that the form has what was typed earlier, and offers to start again. */
export function RestoredDraft({ at, onDiscard }: { at: Date; onDiscard: () => void }) {
  return (
    <Notice live>
      Your unsaved draft of <Time at={at} /> is restored.{' '}
      <button type="button" className="font-semibold underline" onClick={onDiscard}>
        Discard draft
      </button>
    </Notice>
  );
}

/** Why a save failed. It gets the focus, because the errors are often further down. */
export function SaveFailure({ form }: { form: Pick<Form, 'failure' | 'errorCount' | 'warningCount'> }) {
  const { failure, errorCount, warningCount } = form;
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failure) notice.current?.focus();
  }, [failure]);
  if (!failure) return null;
  return (
    <div ref={notice} tabIndex={-1} className="outline-none">
      <Notice tone="bad" live>
        {errorCount > 1 ? `Fix ${errorCount} errors to save.` : failure.message}
        {errorCount > 0 && warningCount > 0 && ' Warnings do not prevent saving.'}
        {failure.code === 'not-signed-in' && (
          <>
            {' '}
            Nothing in this form is lost:{' '}
            <a href="/sign-in" target="_blank" rel="noreferrer" className="font-semibold underline">
              sign in in a new tab
            </a>
            , then save again.
          </>
        )}
      </Notice>
    </div>
  );
}
