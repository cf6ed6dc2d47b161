'use client';

import { useRouter } from 'next/navigation';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { deletePolicyAction } from '@/lib/web/actions/policies';

type Props = { policyId: string; name: string; isJit: boolean; onClose: () => void };

/** Deletes a policy; asks, and says what stops. */
export function DeletePolicy({ policyId, name, isJit, onClose }: Props) {
  const router = useRouter();
  return (
    <ConfirmDialog
      title={`Delete ${name}?`}
      description={
        isJit
          ? 'Nobody can ask through it any more, requests that wait on it become void when they are decided, and live access that it gave ends at once.'
          : 'Whoever has its access all the time loses it at once. While a just-in-time policy includes it, it is not deleted.'
      }
      confirm="Delete policy"
      keep="Keep it"
      action={() => deletePolicyAction({ policyId })}
      onDone={() => router.replace('/policies')}
      onClose={onClose}
    />
  );
}
