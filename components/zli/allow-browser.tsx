'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { allowZliAction } from '@/lib/web/actions/tokens';
import { type ZliConsent, zliCallback } from '@/lib/web/zli-consent';
import { ConsentPanel } from './consent-panel';

/** Asks whether zli on this computer may act for the person, and hands it the answer. */
export function AllowBrowser({ email, ...spec }: ZliConsent & { email: string }) {
  const [state, setState] = useState<'asking' | 'busy' | { failed: string }>('asking');
  async function allow() {
    setState('busy');
    const { device, challenge } = spec;
    const result = await allowZliAction({ device, challenge }).catch(() => null);
    if (result?.ok) window.location.assign(zliCallback(spec, result.value));
    else
      setState({
        failed: result?.message ?? 'The console did not answer. Check your connection, then try again.',
      });
  }
  return (
    <ConsentPanel device={spec.device} email={email}>
      {typeof state === 'object' && (
        <Notice tone="bad" live>
          {state.failed}
        </Notice>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => window.location.assign(zliCallback(spec, { error: 'access-denied' }))}>
          Deny
        </Button>
        <Button look="primary" busy={state === 'busy'} onClick={allow}>
          Allow
        </Button>
      </div>
    </ConsentPanel>
  );
}
