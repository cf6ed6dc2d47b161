'use client';

import { useRouter } from 'next/navigation';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { deletePolicyAction } from '@/lib/web/actions/policies';

type Props = { policyId: string; name: string; isJit: boolean; onClose: () => void };

/** Deletes a policy, after a question that says which access ends. */
export function DeletePolicy({ policyId, name, isJit, onClose }: Props) {
  const router = useRouter();
  return (
    <ConfirmDialog
      title={`Delete ${name}?`}
      description={
        isJit
          ? 'No one can request access through it. Its pending requests cannot be approved. Active access under it ends immediately.'
          : 'Standing access under this policy ends immediately.'
      }
      confirm="Delete policy"
      action={() => deletePolicyAction({ policyId })}
      onDone={() => router.replace('/policies')}
      onClose={onClose}
    />
  );
}
