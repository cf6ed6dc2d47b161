'use client';

import { Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { deletePolicyAction } from '@/lib/web/actions/delete-policy';

/** Deletes a policy; asks, and says what stops. */
export function DeletePolicy({ policyId, name, isJit }: { policyId: string; name: string; isJit: boolean }) {
  const router = useRouter();
  return (
    <ConfirmButton
      look="danger"
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
    >
      <Trash2 aria-hidden size={14} />
      Delete policy
    </ConfirmButton>
  );
}
