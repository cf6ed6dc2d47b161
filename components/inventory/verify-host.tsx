'use client';

import { CircleCheck, CircleDashed, OctagonAlert } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { VerifiedHost } from '@/lib/target-setup/verify-host';
import type { ActionResult } from '@/lib/web/action-result';
import { verifyHostAction } from '@/lib/web/actions/targets';
import { callFailure } from '@/lib/web/call-failure';

type State = 'idle' | 'busy' | ActionResult<VerifiedHost>;

/** Tests a target against its set-up and lists the result of each check. */
export function VerifyHost({ targetId }: { targetId: string }) {
  const [state, setState] = useState<State>('idle');
  async function verify() {
    setState('busy');
    setState(await verifyHostAction({ targetId }).catch(callFailure));
  }
  return (
    <div className="flex flex-col items-start gap-3">
      <Button busy={state === 'busy'} onClick={verify}>
        Verify this host
      </Button>
      <div role="status" className="w-full">
        {state === 'busy' && <p className="text-muted">Testing connection…</p>}
        {typeof state === 'object' && !state.ok && <Notice tone="bad">{state.message}</Notice>}
        {typeof state === 'object' && state.ok && <Steps verified={state.value} />}
      </div>
    </div>
  );
}

const looks = {
  true: { icon: CircleCheck, tone: 'text-ok', word: 'Passed' },
  false: { icon: OctagonAlert, tone: 'text-bad', word: 'Failed' },
  null: { icon: CircleDashed, tone: 'text-muted', word: 'Not tested' },
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
