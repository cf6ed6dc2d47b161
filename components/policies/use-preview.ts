'use client';

import { useEffect, useRef, useState } from 'react';
import type { PolicyDocument } from '@/lib/core/policy/policy';
import { defaultDuration, maxDuration } from '@/lib/core/policy/policy';
import type { PolicyPreview } from '@/lib/policies/preview-policy';
import { previewPolicyAction } from '@/lib/web/actions/policies';

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

/** A draft can be unfinished: an invalid name or duration must not fail the whole preview. */
function previewInput(draft: PolicyDocument, policyId: string | null) {
  const { name } = draft;
  const duration = draft.duration ?? defaultDuration;
  const isLong = Number.isInteger(duration) && duration >= 1 && duration <= maxDuration;
  return {
    policyId,
    named: name.trim() !== '',
    draft: { ...draft, name: name.trim(), duration: isLong ? duration : defaultDuration },
  };
}
