'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { Failure } from '@/lib/web/action-result';
import { allowZliAction } from '@/lib/web/actions/tokens';
import { callFailure } from '@/lib/web/call-failure';
import { type ZliConsent, zliCallback } from '@/lib/web/zli-consent';
import { ConsentPanel } from './consent-panel';

/** Lets zli on this computer act as the signed-in person: redirects to zli with the answer. */
export function AllowBrowser({ email, consent }: { email: string; consent: ZliConsent }) {
  const [state, setState] = useState<'idle' | 'busy' | Failure>('idle');
  async function allow() {
    setState('busy');
    const { device, challenge } = consent;
    const result = await allowZliAction({ device, challenge }).catch(callFailure);
    if (result.ok) window.location.assign(zliCallback(consent, result.value));
    else setState(result);
  }
  return (
    <ConsentPanel device={consent.device} email={email}>
      {typeof state === 'object' && (
        <Notice tone="bad" live>
          {state.message}
        </Notice>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => window.location.assign(zliCallback(consent, { error: 'access-denied' }))}>
          Deny
        </Button>
        <Button look="primary" busy={state === 'busy'} onClick={allow}>
          Allow
        </Button>
      </div>
    </ConsentPanel>
  );
}
