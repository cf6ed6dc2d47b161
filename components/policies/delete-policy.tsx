'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Dialog, DialogButtons } from '@/components/ui/dialog';
import { deletePolicyAction } from '@/lib/web/actions/policies';

type Props = {
  policyId: string;
  name: string;
  isJit: boolean;
  parents: readonly { id: string; name: string }[];
  onClose: () => void;
};

/** Deletes a policy, after a question that says which access ends; says where it is in use, if it is. */
export function DeletePolicy({ policyId, name, isJit, parents, onClose }: Props) {
  const router = useRouter();
  if (parents.length > 0) return <InUse name={name} parents={parents} onClose={onClose} />;
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

function InUse({ name, parents, onClose }: Pick<Props, 'name' | 'parents' | 'onClose'>) {
  return (
    <Dialog title={`${name} is in use`} onClose={onClose}>
      <div className="px-5 pt-2 text-muted">
        <p>To delete it, remove it from these policies first:</p>
        <ul className="list-disc pl-5">
          {parents.map((parent) => (
            <li key={parent.id}>
              <Link href={`/policies/${parent.id}`} className="font-semibold text-ink underline">
                {parent.name}
              </Link>
            </li>
          ))}
        </ul>
      </div>
      <DialogButtons>
        <Button onClick={onClose}>Close</Button>
      </DialogButtons>
    </Dialog>
  );
}
