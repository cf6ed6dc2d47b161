'use client';

import Link from 'next/link';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Time } from '@/components/ui/time';
import type { PolicyDocument } from '@/lib/core/policy/policy';
import type { ReplayedRequest } from '@/lib/policies/replay-requests';
import { replayRequestsAction } from '@/lib/web/actions/policies';

type Run = { changed: readonly ReplayedRequest[]; done: number; total: number | null; failed: string | null };

const start: Run = { changed: [], done: 0, total: null, failed: null };
const mostShown = 50;

/** Runs the requests of the last 90 days through a draft, and lists each that would come out otherwise. */
export function Replay({ policyId, draft }: { policyId: string | null; draft: PolicyDocument }) {
  const [about, setAbout] = useState(draft);
  const [run, setRun] = useState<Run>(start);
  useEffect(() => {
    let stale = false;
    const goOn = async (before: Run) => {
      const result = await replayRequestsAction({ policyId, draft: about, done: before.done }).catch(
        () => null,
      );
      if (stale) return;
      if (!result?.ok)
        return setRun({
          ...before,
          failed: result?.message ?? 'The console did not answer. Replay it again.',
        });
      const { changed, done, total } = result.value;
      const after = { changed: [...before.changed, ...changed], done, total, failed: null };
      setRun(after);
      if (done < total) await goOn(after);
    };
    setRun(start);
    void goOn(start);
    return () => {
      stale = true;
    };
  }, [about, policyId]);
  const { changed, done, total, failed } = run;
  const isOver = total !== null && done >= total;
  return (
    <section aria-label="Replay">
      <h2 className="font-semibold">Replay of the last 90 days</h2>
      {!isOver && !failed && (
        <progress
          aria-label="Replayed requests"
          className="mt-1.5 block w-full accent-accent"
          {...(total !== null && { value: done, max: total })}
        />
      )}
      <p role="status" className={failed ? 'text-bad' : 'text-muted'}>
        {failed ?? sayRun(run, isOver)}
      </p>
      {changed.length > 0 && (
        <ul className="mt-2 flex max-h-96 flex-col gap-2 overflow-y-auto">
          {changed.slice(0, mostShown).map((request) => (
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
          {changed.length > mostShown && (
            <li className="text-muted">and {changed.length - mostShown} more</li>
          )}
        </ul>
      )}
      {(about !== draft || failed) && (
        <div className="mt-2">
          <Button onClick={() => setAbout({ ...draft })}>Replay it again</Button>
        </div>
      )}
    </section>
  );
}

function sayRun({ changed, done, total }: Run, isOver: boolean): string {
  if (total === null) return 'Reading the requests …';
  if (!isOver) return `${done} of ${total} requests replayed, ${changed.length} would come out otherwise.`;
  if (total === 0) return 'Nobody has asked for anything in these days.';
  const all = total === 1 ? 'The one request' : `All ${total} requests`;
  if (changed.length === 0) return `${all} would come out as by the policies of today.`;
  return `${changed.length} of ${total} would come out otherwise than by the policies of today.`;
}
