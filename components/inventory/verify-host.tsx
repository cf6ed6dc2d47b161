'use client';

import { CircleCheck, CircleDashed, OctagonAlert } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { VerifiedHost } from '@/lib/target-setup/verify-host';
import { verifyHostAction } from '@/lib/web/actions/targets';

type State = 'idle' | 'busy' | { failed: string } | VerifiedHost;

/** Tries a server as its set-up says, and shows each thing that was looked at. */
export function VerifyHost({ targetId }: { targetId: string }) {
  const [state, setState] = useState<State>('idle');
  async function verify() {
    setState('busy');
    const result = await verifyHostAction({ targetId }).catch(() => null);
    if (result?.ok) setState(result.value);
    else
      setState({
        failed: result?.message ?? 'The console did not answer. Check your connection, then try again.',
      });
  }
  return (
    <div className="flex flex-col items-start gap-3">
      <Button busy={state === 'busy'} onClick={verify}>
        Verify this host
      </Button>
      <div role="status" className="w-full">
        {state === 'busy' && (
          <p className="text-muted">Knocking at the host; each target user takes a moment …</p>
        )}
        {typeof state === 'object' && 'failed' in state && <Notice tone="bad">{state.failed}</Notice>}
        {typeof state === 'object' && 'steps' in state && <Steps verified={state} />}
      </div>
    </div>
  );
}

const looks = {
  true: { icon: CircleCheck, tone: 'text-ok', word: 'All right' },
  false: { icon: OctagonAlert, tone: 'text-bad', word: 'Not right' },
  null: { icon: CircleDashed, tone: 'text-muted', word: 'Not tried' },
} as const;

function Steps({ verified }: { verified: VerifiedHost }) {
  return (
    <ul className="flex flex-col gap-2">
      {verified.steps.map(({ name, ok, detail }) => {
        const { icon: Icon, tone, word } = looks[`${ok}`];
        return (
          <li key={name} className="flex items-start gap-2.5">
            <Icon aria-hidden size={16} className={`mt-[3px] shrink-0 ${tone}`} />
            <p className="min-w-0 break-words">
              <b className="font-semibold">{name}</b> <span className="sr-only">{word}.</span>
              <span className="block text-muted">{detail}</span>
            </p>
          </li>
        );
      })}
    </ul>
  );
}
