'use client';

import { useEffect, useRef, useState } from 'react';
import { defaultDuration, maxDuration } from '@/lib/core/policy/policy';
import type { PolicyPreview } from '@/lib/policies/preview-policy';
import { previewPolicyAction } from '@/lib/web/actions/policies';
import type { Draft } from './draft';

export type Preview = { preview: PolicyPreview | null; state: 'looking' | 'done' | 'failed' };

const pause = 300; // milliseconds without a change

/** What the server says a draft would do, a moment after its last change. `first` is of the draft it opened with. */
export function usePreview(draft: Draft, policyId: string | null, first: PolicyPreview | null): Preview {
  const [shown, setShown] = useState<Preview>({ preview: first, state: first ? 'done' : 'looking' });
  const opened = useRef(first ? draft : null);
  useEffect(() => {
    if (opened.current === draft) return;
    opened.current = null;
    let stale = false;
    setShown(({ preview }) => ({ preview, state: 'looking' }));
    const timer = setTimeout(async () => {
      const result = await previewPolicyAction(previewInput(draft, policyId)).catch(() => null);
      if (stale) return;
      setShown(({ preview }) =>
        result?.ok ? { preview: result.value, state: 'done' } : { preview, state: 'failed' },
      );
    }, pause);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [draft, policyId]);
  return shown;
}

/** A draft may be unfinished: what is typed wrongly does not keep the rest from being told. */
function previewInput(draft: Draft, policyId: string | null) {
  const { duration, name } = draft;
  const isLong = Number.isInteger(duration) && duration >= 1 && duration <= maxDuration;
  return {
    policyId,
    named: name.trim() !== '',
    draft: { ...draft, name: name.trim(), duration: isLong ? duration : defaultDuration },
  };
}
