'use client';

import { startTransition, useState, useTransition } from 'react';
import { toast } from '@/components/ui/toast';
import type { PolicyDocument } from '@/lib/core/policy/policy';
import type { Choice } from '@/lib/core/policy/policy-choice';
import { isSameDocument } from '@/lib/core/policy/policy-merge';
import type { PolicyPreview } from '@/lib/policies/preview-policy';
import type { Failure } from '@/lib/web/action-result';
import { createPolicyAction, updatePolicyAction } from '@/lib/web/actions/policies';
import { callFailure } from '@/lib/web/call-failure';
import type { Names } from './draft';
import { remarksOf } from './form-remarks';
import { dropDraft, type KeptDraft } from './kept-draft';
import { useKeptDraft } from './use-kept-draft';
import { loadPreview, usePreview } from './use-preview';

/** The stored policy that is edited; null for a new one. */
export type Stored = { id: string; version: number } | null;

type Start = {
  stored: Stored;
  initial: PolicyDocument;
  /** the names of what the initial draft refers to */
  choices: readonly Choice[];
  preview: PolicyPreview | null;
  /** the id of the signed-in person, who alone sees a kept draft */
  owner: string;
  /** which editor it is, for the kept draft */
  draftKey: string;
};

/** The version of another admin that the draft was merged with, and the labels of the fields that it brought. */
type MergedWith = { version: number; labels: readonly string[] };

type OnSaved = (policyId: string) => void;

/** A save that waits for an answer, because it ends access or drops an approval. */
type Question = { effect: PolicyPreview; onSaved: OnSaved };

/** The state of a policy editor: the draft, its errors and warnings, its preview, and how to save it. */
export function usePolicyForm({ stored, initial, choices, preview: first, owner, draftKey }: Start) {
  const [saved, setSaved] = useState({ draft: initial, version: stored?.version ?? 0 });
  const [draft, setDraft] = useState(initial);
  const [names, setNames] = useState<Names>(new Map(choices.map((choice) => [choice.key, choice])));
  const [failure, setFailure] = useState<Failure>();
  const [question, setQuestion] = useState<Question | null>(null);
  const [restoredAt, setRestoredAt] = useState<Date | null>(null);
  const [mergedWith, setMergedWith] = useState<MergedWith | null>(null);
  const [tried, setTried] = useState(false);
  const [busy, start] = useTransition();
  const preview = usePreview(draft, stored?.id ?? null, first);
  const isDirty = !isSameDocument(draft, saved.draft);
  const base = saved.draft;
  useKeptDraft({
    ...{ key: draftKey, owner, draft, base, version: saved.version, names, isDirty },
    onFound: restore,
  });

  function restore(kept: KeptDraft) {
    learn(kept.choices);
    setDraft(kept.draft);
    setRestoredAt(kept.keptAt);
    if (kept.version === saved.version) return;
    setSaved({ draft: kept.base, version: kept.version });
    setFailure(changedMeanwhile(saved.version));
  }
  function learn(learned: readonly Choice[]) {
    if (learned.length > 0)
      setNames((before) => new Map([...before, ...learned.map((choice) => [choice.key, choice] as const)]));
  }
  function change(part: Partial<PolicyDocument>, learned: readonly Choice[] = []) {
    learn(learned);
    setDraft((before) => ({ ...before, ...part }));
    // Two versions stay two versions until they are merged.
    setFailure((before) => (before?.code === 'changed-meanwhile' ? before : undefined));
  }
  function begin(from: PolicyDocument, version: number) {
    setSaved({ draft: from, version });
    setFailure(undefined);
    setTried(false);
    setRestoredAt(null);
    setMergedWith(null);
  }
  function save(onSaved: OnSaved) {
    setTried(true);
    start(async () => {
      const looked = stored && (await loadPreview(draft, stored.id));
      if (looked && !looked.ok) return startTransition(() => setFailure(looked));
      if (looked && (looked.value.dropsApproval || looked.value.ending.count > 0))
        return startTransition(() => setQuestion({ effect: looked.value, onSaved }));
      await send(onSaved);
    });
  }
  async function send(onSaved: OnSaved) {
    const result = await (stored
      ? updatePolicyAction({ ...draft, policyId: stored.id, version: saved.version })
      : createPolicyAction(draft)
    ).catch(callFailure);
    startTransition(() => {
      if (!result.ok) return setFailure(result);
      toast('ok', result.message);
      begin(draft, 'version' in result.value ? result.value.version : 0);
      dropDraft(draftKey);
      onSaved('policyId' in result.value ? result.value.policyId : (stored?.id ?? ''));
    });
  }

  return {
    ...{ draft, names, saved, isDirty, busy, failure, preview, question },
    ...{ restoredAt, mergedWith, change, learn, save },
    ...remarksOf({
      draft,
      names,
      preview: preview.preview,
      failure,
      tried,
      hasWork: stored !== null || isDirty,
    }),
    /** answers the question of a save */
    answer(isConfirmed: boolean) {
      setQuestion(null);
      if (isConfirmed && question) start(() => send(question.onSaved));
    },
    /** drops the edits, for the newest version that the page has */
    discard() {
      const isOld = stored !== null && stored.version > saved.version;
      const from = isOld ? initial : saved.draft;
      learn(choices);
      setDraft(from);
      begin(from, isOld ? stored.version : saved.version);
    },
    /** continues from the version that another admin saved, with `merged` as the draft; `labels` are their changes */
    rebase(theirs: PolicyDocument, version: number, merged: PolicyDocument, labels: readonly string[]) {
      setDraft(merged);
      begin(theirs, version);
      setMergedWith({ version, labels });
    },
  };
}

function changedMeanwhile(version: number): Failure {
  const message = `Someone saved version ${version} while you were editing. Review and choose what to keep.`;
  return { ok: false, code: 'changed-meanwhile', message, faults: [], requestId: null };
}
