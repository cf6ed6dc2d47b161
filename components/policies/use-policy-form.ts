'use client';

import { startTransition, useState, useTransition } from 'react';
import { toast } from '@/components/ui/toast';
import type { PolicyDocument } from '@/lib/core/policy/policy';
import type { Choice } from '@/lib/core/policy/policy-choice';
import type { PolicyPreview } from '@/lib/policies/preview-policy';
import { type Failure, serverUnreachable } from '@/lib/web/action-result';
import { createPolicyAction, updatePolicyAction } from '@/lib/web/actions/policies';
import { issuesOf, type Names } from './draft';
import type { Remark } from './editor-section';
import { usePreview } from './use-preview';

/** The stored policy that is edited; null for a new one. */
export type Stored = { id: string; version: number } | null;

type Start = {
  stored: Stored;
  initial: PolicyDocument;
  /** the names of what the initial draft refers to */
  choices: readonly Choice[];
  preview: PolicyPreview | null;
};

/** The state of a policy editor: the draft, its errors and warnings, its preview, and how to save it. */
export function usePolicyForm({ stored, initial, choices, preview: first }: Start) {
  const [saved, setSaved] = useState({ draft: initial, version: stored?.version ?? 0 });
  const [draft, setDraft] = useState(initial);
  const [names, setNames] = useState<Names>(new Map(choices.map((choice) => [choice.key, choice])));
  const [failure, setFailure] = useState<Failure>();
  const [tried, setTried] = useState(false);
  const [busy, start] = useTransition();
  const preview = usePreview(draft, stored?.id ?? null, first);
  const isDirty = draft !== saved.draft;

  const issues = [...issuesOf(draft, names), ...(preview.preview?.issues ?? [])].filter(
    ({ severity, code }) => tried || code === 'name-taken' || (severity === 'warning' && (stored || isDirty)),
  );
  const errors: (Remark & { path: string })[] = [
    ...(failure?.faults ?? []),
    ...issues
      .filter(({ severity }) => severity === 'error')
      .map(({ field, message, code }) => ({ path: field, message, code })),
  ];

  function learn(learned: readonly Choice[]) {
    if (learned.length > 0)
      setNames((before) => new Map([...before, ...learned.map((choice) => [choice.key, choice] as const)]));
  }
  function change(part: Partial<PolicyDocument>, learned: readonly Choice[] = []) {
    learn(learned);
    setDraft((before) => ({ ...before, ...part }));
    setFailure(undefined);
  }
  function begin(from: PolicyDocument, version: number) {
    setSaved({ draft: from, version });
    setFailure(undefined);
    setTried(false);
  }
  function save(onSaved: (policyId: string) => void) {
    setTried(true);
    start(async () => {
      const result = await (stored
        ? updatePolicyAction({ ...draft, policyId: stored.id, version: saved.version })
        : createPolicyAction(draft)
      ).catch(() => serverUnreachable);
      startTransition(() => {
        if (!result.ok) return setFailure(result);
        toast('ok', result.message);
        if ('version' in result.value) begin(draft, result.value.version);
        onSaved('policyId' in result.value ? result.value.policyId : (stored?.id ?? ''));
      });
    });
  }

  return {
    ...{ draft, names, saved, isDirty, busy, failure, preview, change, learn, save },
    /** counts an error once that both the refusal and the preview report */
    errorCount: new Set(errors.map(({ path, code, message }) => `${path} ${code ?? message}`)).size,
    errorAt: (...paths: string[]) => errors.find(({ path }) => isAt(path, paths)),
    warningsAt: (...paths: string[]) =>
      issues.filter(({ severity, field }) => severity === 'warning' && isAt(field, paths)),
    discard() {
      setDraft(saved.draft);
      begin(saved.draft, saved.version);
    },
    /** continues from what another admin saved; `keepMine` keeps the edits of this editor on top of it */
    rebase(theirs: PolicyDocument, version: number, keepMine: boolean) {
      if (!keepMine) setDraft(theirs);
      begin(theirs, version);
    },
  };
}

function isAt(path: string, fields: readonly string[]): boolean {
  return fields.some((field) => path === field || path.startsWith(`${field}[`));
}
