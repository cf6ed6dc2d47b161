'use client';

import { History } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { restorePolicyAction } from '@/lib/web/actions/policies';

type Props = { policyId: string; from: number; version: number; isEnforced: boolean };

/** Restores an earlier version, after a question that shows what changes. */
export function RestoreVersion({ policyId, from, version, isEnforced }: Props) {
  const router = useRouter();
  return (
    <ConfirmButton
      look="plain"
      label={`Restore version ${from}`}
      title={`Restore version ${from}?`}
      description={`It becomes version ${version + 1}; the history is kept.${isEnforced ? ' Active access that it does not cover ends immediately.' : ''}`}
      confirm={`Restore version ${from}`}
      action={() => restorePolicyAction({ policyId, from, version })}
      onDone={() => router.replace(`/policies/${policyId}/history`)}
    >
      <History aria-hidden size={14} />
      Restore
    </ConfirmButton>
  );
}
