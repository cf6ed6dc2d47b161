'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { describedBy, Field, TextInput } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { findDeviceLoginAction } from '@/lib/web/actions/tokens';
import { callFailure } from '@/lib/web/call-failure';
import { AllowDevice } from './allow-device';

type Found = { code: string; device: string; address: string | null; createdAt: string };

/**
 * Takes the code that a terminal shows, and then asks whether that device may act as the person. The code is typed, never
 * part of an address, so a link can't bring somebody else's code.
 */
export function DeviceLogin({ email }: { email: string }) {
  const [code, setCode] = useState('');
  const [state, setState] = useState<'idle' | 'busy' | { error: string } | Found>('idle');
  const error = typeof state === 'object' && 'error' in state ? state.error : undefined;
  if (typeof state === 'object' && 'device' in state) return <AllowDevice login={state} email={email} />;
  async function submit() {
    setState('busy');
    const result = await findDeviceLoginAction({ userCode: code }).catch(callFailure);
    setState(result.ok ? { code, ...result.value } : { error: result.message });
  }
  return (
    <Form onSubmit={submit} keptAs="code" className="rounded-xl border border-line bg-panel p-5 shadow-card">
      <Field
        id="zli-code"
        label="Code"
        hint="Type the code that zli login --device shows on your own screen, for example BCDF-GHJK. Never type a code that someone sent you."
        error={error}
      >
        <TextInput
          id="zli-code"
          required
          value={code}
          onChange={(event) => setCode(event.target.value)}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={20}
          className="font-mono uppercase"
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy('zli-code', { hint: true, error })}
        />
      </Field>
      <div className="mt-4 flex justify-end">
        <Button type="submit" look="primary" busy={state === 'busy'}>
          Continue
        </Button>
      </div>
    </Form>
  );
}
