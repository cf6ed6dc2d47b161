'use client';

import { Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { deletePolicyAction } from '@/lib/web/actions/policies';

/** Deletes a policy that is not enforced, after a question. */
export function DeleteUnenforced({ policyId, name }: { policyId: string; name: string }) {
  const router = useRouter();
  return (
    <ConfirmButton
      look="plain"
      label="Delete policy"
      title={`Delete ${name}?`}
      description="It is not enforced, so no access changes."
      confirm="Delete policy"
      action={() => deletePolicyAction({ policyId })}
      onDone={() => router.replace('/policies')}
    >
      <Trash2 aria-hidden size={14} />
      Delete policy
    </ConfirmButton>
  );
}
