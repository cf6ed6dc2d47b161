'use client';

import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { serverUnreachable } from '@/lib/web/action-result';
import { postToAuth } from '@/lib/web/post-to-auth';

type Props = { provider: string; name: string; target: string; first: boolean };

/** Signs in with an identity provider, then opens `target`. */
export function SignInButton({ provider, name, target, first }: Props) {
  const [state, setState] = useState<'idle' | 'leaving' | 'failed'>('idle');
  useEffect(() => {
    // The back button can restore this page as it was left, still busy.
    const shown = (event: PageTransitionEvent) => event.persisted && setState('idle');
    window.addEventListener('pageshow', shown);
    return () => window.removeEventListener('pageshow', shown);
  }, []);
  async function signIn() {
    setState('leaving');
    await postToAuth(`signin/${provider}`, { callbackUrl: target }).catch(() => setState('failed'));
  }
  return (
    <>
      <Button look={first ? 'primary' : 'plain'} grow busy={state === 'leaving'} onClick={signIn}>
        Sign in with {name}
      </Button>
      {state === 'failed' && (
        <Notice tone="bad" live>
          {serverUnreachable.message}
        </Notice>
      )}
    </>
  );
}
