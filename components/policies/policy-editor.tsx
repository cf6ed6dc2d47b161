'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type FormEvent, startTransition, useRef, useState, useTransition } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';
import { sayPolicyType } from '@/lib/core/policy';
import type { Failure } from '@/lib/web/action-result';
import { createPolicyAction } from '@/lib/web/actions/create-policy';
import { updatePolicyAction } from '@/lib/web/actions/update-policy';
import { DeletePolicy } from './delete-policy';
import { type Choices, type Draft, issuesOf } from './draft';
import { ChildFields, CommonFields, JitFields } from './editor-fields';
import { Meaning } from './meaning';

type Props = {
  /** the stored policy; null for a new one */
  stored: { id: string; version: number } | null;
  initial: Draft;
  choices: Choices;
  /** false while Slack is not integrated and this is a just-in-time policy (R4) */
  writable: boolean;
};

/** Writes a policy: its questions, and next to them what the answers mean. */
export function PolicyEditor({ stored, initial, choices, writable }: Props) {
  const router = useRouter();
  const [saved, setSaved] = useState({ draft: initial, version: stored?.version ?? 0 });
  const [draft, setDraft] = useState(initial);
  const [failure, setFailure] = useState<Failure>();
  const [tried, setTried] = useState(false);
  const [busy, start] = useTransition();
  const notice = useRef<HTMLDivElement>(null);
  const isDirty = draft !== saved.draft;

  const issues = issuesOf(draft, choices);
  const shown = issues.filter(({ severity }) => (severity === 'error' ? tried : stored !== null || isDirty));
  const at = (paths: string[]) => (path: string) =>
    paths.some((wanted) => path === wanted || path.startsWith(`${wanted}[`));
  const errors = [
    ...(failure?.faults ?? []),
    ...shown
      .filter(({ severity }) => severity === 'error')
      .map(({ field, message }) => ({ path: field, message })),
  ];
  const faulty = new Set(errors.map(({ path, message }) => `${path} ${message}`)).size;
  const errorAt = (...paths: string[]) => errors.find(({ path }) => at(paths)(path))?.message;
  const warningsAt = (...paths: string[]) =>
    shown
      .filter(({ severity, field }) => severity === 'warning' && at(paths)(field))
      .map(({ message }) => message);

  function change(part: Partial<Draft>) {
    setDraft((before) => ({ ...before, ...part }));
    setFailure(undefined);
  }

  function save(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    start(async () => {
      const result = await (stored
        ? updatePolicyAction({ ...draft, policyId: stored.id, version: saved.version })
        : createPolicyAction(draft)
      ).catch(() => lost);
      startTransition(() => {
        if (!result.ok) return setFailure(result);
        toast('ok', result.message);
        setTried(false);
        if ('policyId' in result.value) router.push(`/policies/${result.value.policyId}`);
        else setSaved({ draft, version: result.value.version });
      });
      if (!result.ok) setTimeout(() => notice.current?.focus(), 50);
    });
  }

  const isJit = draft.type === 'JustInTime';
  const fields = { draft, choices, change, errorAt, warningsAt, disabled: !writable };
  return (
    <form onSubmit={save} noValidate>
      <div className="mb-4 flex flex-wrap items-end gap-x-4 gap-y-3">
        <div className="min-w-0 grow basis-72">
          <p className="text-muted">
            <Link href="/policies" className="hover:text-ink hover:underline">
              Policies
            </Link>{' '}
            / {sayPolicyType(draft.type)}
          </p>
          <h1 className="text-xl font-bold tracking-tight break-words">
            {stored
              ? saved.draft.name
              : `New ${sayPolicyType(draft.type).toLowerCase().replace('kubernetes', 'Kubernetes')} policy`}
          </h1>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {stored && <Badge tone="neutral">Version {saved.version}</Badge>}
          {stored ? (
            <Button
              disabled={!isDirty}
              onClick={() => {
                setDraft(saved.draft);
                setFailure(undefined);
                setTried(false);
              }}
            >
              Discard
            </Button>
          ) : (
            <Link href="/policies" className={buttonClass()}>
              Cancel
            </Link>
          )}
          <Button
            type="submit"
            look="primary"
            busy={busy}
            disabled={!writable || (stored !== null && !isDirty)}
          >
            {stored ? 'Save changes' : 'Create policy'}
          </Button>
        </div>
      </div>
      <div className="mb-4 flex flex-col gap-3 empty:hidden">
        {!writable && (
          <Notice tone="warn">
            Just-in-time policies are asked for in Slack, so this one can be written once it is integrated.{' '}
            <Link href="/settings/integrations/slack" className="font-semibold underline">
              Integrate Slack
            </Link>
          </Notice>
        )}
        {failure && (
          <div ref={notice} tabIndex={-1} className="outline-none">
            <Notice tone="bad" live>
              {faulty > 1
                ? `${faulty} things keep it from being saved; each stands at its field.`
                : failure.message}{' '}
              {failure.code === 'changed-meanwhile' && (
                <button
                  type="button"
                  className="font-semibold underline"
                  onClick={() => window.location.reload()}
                >
                  Reload
                </button>
              )}
            </Notice>
          </div>
        )}
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_372px]">
        <fieldset
          disabled={!writable}
          className="min-w-0 divide-y divide-line rounded-xl border border-line bg-panel shadow-card"
        >
          <legend className="sr-only">The policy</legend>
          {isJit ? <JitFields {...fields} /> : <ChildFields {...fields} />}
          <CommonFields {...fields} isNew={stored === null} />
        </fieldset>
        <aside
          aria-label="Summary"
          className="divide-y divide-line rounded-xl border border-line bg-panel shadow-card lg:sticky lg:top-4"
        >
          <div className="px-5 py-4">
            <h2 className="mb-1 font-semibold">What this means</h2>
            <Meaning draft={draft} choices={choices} />
          </div>
          {draft.timeExpires && stored && (
            <div className="px-5 py-4">
              <h2 className="font-semibold">Ends</h2>
              <p className="text-muted">
                <Time at={draft.timeExpires} show="date" />. It was set when the policy was made, and stays.
              </p>
            </div>
          )}
          {stored && (
            <div className="px-5 py-4">
              <DeletePolicy policyId={stored.id} name={saved.draft.name} isJit={isJit} />
            </div>
          )}
        </aside>
      </div>
    </form>
  );
}

const lost: Failure = {
  ok: false,
  code: 'broken',
  message: 'The console did not answer. Check your connection, then try again.',
  faults: [],
  requestId: null,
};
