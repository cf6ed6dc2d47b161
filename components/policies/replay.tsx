'use client';

import Link from 'next/link';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Time } from '@/components/ui/time';
import type { PolicyDocument } from '@/lib/core/policy/policy';
import { isSameDocument } from '@/lib/core/policy/policy-merge';
import type { ReplayedRequest } from '@/lib/policies/replay-requests';
import { replayRequestsAction } from '@/lib/web/actions/policies';
import { callFailure } from '@/lib/web/call-failure';

type Run = { changed: readonly ReplayedRequest[]; done: number; total: number | null; failed: string | null };

const start: Run = { changed: [], done: 0, total: null, failed: null };
const maxShown = 50;

/** Tests a draft against the requests of the last 90 days and lists those whose outcome would change. */
export function Replay({ policyId, draft }: { policyId: string | null; draft: PolicyDocument }) {
  const [tested, setTested] = useState(draft);
  const [run, setRun] = useState<Run>(start);
  useEffect(() => {
    let stale = false;
    const runFrom = async (before: Run) => {
      const result = await replayRequestsAction({ policyId, draft: tested, done: before.done }).catch(
        callFailure,
      );
      if (stale) return;
      if (!result.ok)
        return setRun({
          ...before,
          failed: result.message,
        });
      const { changed, done, total } = result.value;
      const after = { changed: [...before.changed, ...changed], done, total, failed: null };
      setRun(after);
      if (done < total) await runFrom(after);
    };
    setRun(start);
    void runFrom(start);
    return () => {
      stale = true;
    };
  }, [tested, policyId]);
  const { changed, done, total, failed } = run;
  const isComplete = total !== null && done >= total;
  const isStale = !isSameDocument(tested, draft);
  return (
    <section aria-label="Test against past requests">
      <h2 className="font-semibold">Test against the last 90 days</h2>
      {!isComplete && !failed && (
        <progress
          aria-label="Tested requests"
          className="mt-1.5 block w-full accent-accent"
          {...(total !== null && { value: done, max: total })}
        />
      )}
      <p role="status" className={failed ? 'text-bad' : 'text-muted'}>
        {failed ?? describeRun(run, isComplete)}
      </p>
      {isStale && (
        <p role="status" className="mt-1.5 text-warn">
          This result is from an earlier draft.
        </p>
      )}
      {changed.length > 0 && (
        <ul className={`mt-2 flex max-h-96 flex-col gap-2 overflow-y-auto ${isStale ? 'opacity-55' : ''}`}>
          {changed.slice(0, maxShown).map((request) => (
            <li key={request.id} className="break-words">
              <Link href={`/requests/${request.id}`} className="font-medium underline underline-offset-2">
                {request.requester} on {request.target}
              </Link>{' '}
              <span className="text-muted">
                {request.as}, <Time at={request.createdAt} />
              </span>
              <span className="block">
                <span className="text-muted">{request.from}</span> → {request.to}
              </span>
            </li>
          ))}
          {changed.length > maxShown && <li className="text-muted">and {changed.length - maxShown} more</li>}
        </ul>
      )}
      {(isStale || failed) && (
        <div className="mt-2">
          <Button onClick={() => setTested({ ...draft })}>Run again</Button>
        </div>
      )}
    </section>
  );
}

function describeRun({ changed, done, total }: Run, isComplete: boolean): string {
  if (total === null) return 'Loading requests…';
  if (!isComplete)
    return `${done} of ${total} past requests tested, ${changed.length} would have a different outcome.`;
  if (total === 0) return 'No requests in the last 90 days.';
  return changed.length === 0
    ? `None of ${total} past requests would have a different outcome.`
    : `${changed.length} of ${total} past requests would have a different outcome.`;
}
