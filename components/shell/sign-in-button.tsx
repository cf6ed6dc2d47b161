'use client';

import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { postToAuth } from '@/lib/web/post-to-auth';

type Props = { provider: string; name: string; target: string; first: boolean };

/** Goes to an identity provider, and afterwards to `target`. */
export function SignInButton({ provider, name, target, first }: Props) {
  const [state, setState] = useState<'idle' | 'leaving' | 'failed'>('idle');
  useEffect(() => {
    // Back from the provider, the browser may show this page as it was left.
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
          The console did not answer. Check your connection, then try again.
        </Notice>
      )}
    </>
  );
}
