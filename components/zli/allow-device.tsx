'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import type { ActionResult } from '@/lib/web/action-result';
import { answerZliLoginAction } from '@/lib/web/actions/tokens';
import { callFailure } from '@/lib/web/call-failure';
import { ConsentPanel } from './consent-panel';

type Login = { code: string; device: string; address: string | null; createdAt: string };

/** Lets zli on the device that shows the code act as the signed-in person. */
export function AllowDevice({ login, email }: { login: Login; email: string }) {
  const { code, device, address, createdAt } = login;
  const [busy, setBusy] = useState<'allow' | 'deny'>();
  const [result, setResult] = useState<ActionResult>();
  async function decide(allow: boolean) {
    setBusy(allow ? 'allow' : 'deny');
    setResult(await answerZliLoginAction({ userCode: code, allow }).catch(callFailure));
    setBusy(undefined);
  }
  return (
    <ConsentPanel
      device={device}
      email={email}
      facts={[
        ['Requested from', address ?? 'an unknown address'],
        ['Requested', <Time key="at" at={new Date(createdAt)} show="second" />],
      ]}
    >
      <p>
        Its terminal shows the code{' '}
        <b className="font-mono font-semibold whitespace-nowrap">{code.toUpperCase()}</b>.
      </p>
      {result && (
        <Notice tone={result.ok ? 'ok' : 'bad'} live>
          {result.message}
        </Notice>
      )}
      {!result?.ok && (
        <div className="flex flex-wrap justify-end gap-2">
          <Button busy={busy === 'deny'} onClick={() => decide(false)}>
            Deny
          </Button>
          <Button look="primary" busy={busy === 'allow'} onClick={() => decide(true)}>
            Allow
          </Button>
        </div>
      )}
    </ConsentPanel>
  );
}
