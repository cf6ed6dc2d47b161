'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { type ActionResult, serverUnreachable } from '@/lib/web/action-result';
import { answerZliLoginAction } from '@/lib/web/actions/tokens';
import { ConsentPanel } from './consent-panel';

/** Lets zli on the device that shows `code` act as the signed-in person. */
export function AllowDevice({ device, code, email }: { device: string; code: string; email: string }) {
  const [busy, setBusy] = useState<'allow' | 'deny'>();
  const [result, setResult] = useState<ActionResult>();
  async function decide(allow: boolean) {
    setBusy(allow ? 'allow' : 'deny');

    setResult(await answerZliLoginAction({ userCode: code, allow }).catch(() => serverUnreachable));
    setBusy(undefined);
  }
  return (
    <ConsentPanel device={device} email={email}>
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
