'use client';

import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { Failure } from '@/lib/web/action-result';
import { callFailure } from '@/lib/web/call-failure';
import { postToAuth } from '@/lib/web/post-to-auth';

type Props = { provider: string; name: string; target: string; first: boolean };

/** Signs in with an identity provider, then opens `target`. */
export function SignInButton({ provider, name, target, first }: Props) {
  const [state, setState] = useState<'idle' | 'leaving' | Failure>('idle');
  useEffect(() => {
    // The back button can restore this page as it was left, still busy.
    const shown = (event: PageTransitionEvent) => event.persisted && setState('idle');
    window.addEventListener('pageshow', shown);
    return () => window.removeEventListener('pageshow', shown);
  }, []);
  async function signIn() {
    setState('leaving');
    await postToAuth(`signin/${provider}`, { callbackUrl: target }).catch((error) =>
      setState(callFailure(error)),
    );
  }
  return (
    <>
      <Button look={first ? 'primary' : 'plain'} grow busy={state === 'leaving'} onClick={signIn}>
        Sign in with {name}
      </Button>
      {typeof state === 'object' && (
        <Notice tone="bad" live>
          {state.message}
        </Notice>
      )}
    </>
  );
}
