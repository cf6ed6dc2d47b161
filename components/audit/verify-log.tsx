'use client';

import { useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { serverUnreachable } from '@/lib/web/call-failure';
import { readVerification, type VerifyStep } from '@/lib/web/verification';

/** Verifies the log on the server, and shows how far that is and what it found. */
export function VerifyLog() {
  const [step, setStep] = useState<VerifyStep | null>(null);
  const running = useRef<AbortController>(undefined);
  async function verify() {
    const controller = new AbortController();
    running.current = controller;
    setStep({ kind: 'progress', events: 0, total: 0 });
    try {
      const { signal } = controller;
      const response = await fetch('/audit/verify', { method: 'POST', signal });
      for await (const next of readVerification(response)) setStep(next);
    } catch {
      setStep(controller.signal.aborted ? null : { kind: 'failed', text: serverUnreachable });
    }
  }
  const isRunning = step?.kind === 'progress';
  return (
    <>
      {isRunning && (
        <span className="flex items-center gap-3 text-sm text-muted">
          <progress
            aria-label="Verifying the audit log"
            className="w-40"
            max={Math.max(1, step.total)}
            value={step.events}
          />
          {step.events} of {step.total}
        </span>
      )}
      <Button onClick={isRunning ? () => running.current?.abort() : verify}>
        {isRunning ? 'Stop' : 'Verify'}
      </Button>
      {step && step.kind !== 'progress' && (
        <div className="basis-full">
          <Notice tone={step.kind === 'good' ? 'ok' : 'bad'} live>
            {step.text}
          </Notice>
        </div>
      )}
    </>
  );
}
