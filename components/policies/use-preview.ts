'use client';

import { useEffect, useRef, useState } from 'react';
import type { PolicyDocument } from '@/lib/core/policy/policy';
import { defaultDuration } from '@/lib/core/policy/policy';
import { durationError } from '@/lib/core/policy/policy-duration';
import type { PolicyPreview } from '@/lib/policies/preview-policy';
import type { ActionResult } from '@/lib/web/action-result';
import { previewPolicyAction } from '@/lib/web/actions/policies';
import { callFailure } from '@/lib/web/call-failure';

export type Preview = { preview: PolicyPreview | null; state: 'loading' | 'done' | 'failed' };

const pause = 300; // milliseconds without a change

/** The server's preview of a draft, loaded a moment after its last change. `first` is the preview it opens with. */
export function usePreview(
  draft: PolicyDocument,
  policyId: string | null,
  first: PolicyPreview | null,
): Preview {
  const [shown, setShown] = useState<Preview>({ preview: first, state: first ? 'done' : 'loading' });
  const opened = useRef(first ? draft : null);
  useEffect(() => {
    if (opened.current === draft) return;
    opened.current = null;
    let stale = false;
    setShown(({ preview }) => ({ preview, state: 'loading' }));
    const timer = setTimeout(async () => {
      const result = await loadPreview(draft, policyId);
      if (stale) return;
      setShown(({ preview }) =>
        result.ok ? { preview: result.value, state: 'done' } : { preview, state: 'failed' },
      );
    }, pause);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [draft, policyId]);
  return shown;
}

/** The server's preview of a draft, as it is now. */
export function loadPreview(
  draft: PolicyDocument,
  policyId: string | null,
): Promise<ActionResult<PolicyPreview>> {
  return previewPolicyAction(previewInput(draft, policyId)).catch(callFailure);
}

/** A draft can be unfinished: an invalid name or duration must not fail the whole preview. */
function previewInput(draft: PolicyDocument, policyId: string | null) {
  const { name } = draft;
  const duration = draft.duration ?? defaultDuration;
  return {
    policyId,
    named: name.trim() !== '',
    draft: { ...draft, name: name.trim(), duration: durationError(duration) ? defaultDuration : duration },
  };
}
