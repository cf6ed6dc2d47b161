import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { formatPolicyType } from '@/lib/core/policy/policy';
import type { Stored, usePolicyForm } from './use-policy-form';

type Props = { stored: Stored; form: ReturnType<typeof usePolicyForm>; writable: boolean };

/** The head of the editor: the policy's name and version and, on a wide screen, the buttons. */
export function EditorHead({ stored, form, writable }: Props) {
  const { draft, saved } = form;
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
            <Badge tone="neutral">
              Version {saved.version}
              {stored.version > saved.version && ` of ${stored.version}`}
            </Badge>
            <Link href={`/policies/${stored.id}/history`} className={buttonClass('quiet')}>
              History
            </Link>
          </>
        )}
        <div className="flex gap-2 max-lg:hidden">
          <EditorButtons stored={stored} form={form} writable={writable} />
        </div>
      </div>
    </div>
  );
}

/** The buttons again, on a small screen always in view. */
export function EditorFoot(props: Props) {
  return (
    <div className="sticky bottom-0 z-10 -mx-4 mt-6 flex justify-end gap-2 border-t border-line bg-panel px-4 py-3 md:-mx-6 md:px-6 lg:hidden">
      <EditorButtons {...props} />
    </div>
  );
}

function EditorButtons({ stored, form, writable }: Props) {
  const { isDirty, busy } = form;
  return (
    <>
      {stored ? (
        <Button disabled={!isDirty} onClick={form.discard}>
          Discard
        </Button>
      ) : (
        <Link href="/policies" className={buttonClass()}>
          Cancel
        </Link>
      )}
      <Button type="submit" look="primary" busy={busy} disabled={!writable || (stored !== null && !isDirty)}>
        {stored ? 'Save changes' : 'Create policy'}
      </Button>
    </>
  );
}
