import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { formatPolicyType } from '@/lib/core/policy/policy';
import type { Stored, usePolicyForm } from './use-policy-form';

type Props = { stored: Stored; form: ReturnType<typeof usePolicyForm>; writable: boolean };

/** The head of the editor: the policy's name and version, and the buttons. */
export function EditorHead({ stored, form, writable }: Props) {
  const { draft, saved, isDirty, busy } = form;
  const kind = formatPolicyType(draft.type);
  return (
    <div className="mb-4 flex flex-wrap items-end gap-x-4 gap-y-3">
      <div className="min-w-0 grow basis-72">
        <p className="text-muted">
          <Link href="/policies" className="hover:text-ink hover:underline">
            Policies
          </Link>{' '}
          / {kind}
        </p>
        <h1 className="text-xl font-bold tracking-tight break-words">
          {stored ? saved.draft.name : `New ${kind.toLowerCase().replace('kubernetes', 'Kubernetes')} policy`}
        </h1>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {stored && (
          <>
            <Badge tone="neutral">Version {saved.version}</Badge>
            <Link href={`/policies/${stored.id}/history`} className={buttonClass('quiet')}>
              History
            </Link>
          </>
        )}
        {stored ? (
          <Button disabled={!isDirty} onClick={form.discard}>
            Discard
          </Button>
        ) : (
          <Link href="/policies" className={buttonClass()}>
            Cancel
          </Link>
        )}
        <Button
          type="submit"
          look="primary"
          busy={busy}
          disabled={!writable || (stored !== null && !isDirty)}
        >
          {stored ? 'Save changes' : 'Create policy'}
        </Button>
      </div>
    </div>
  );
}
