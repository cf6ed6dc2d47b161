import { X } from 'lucide-react';
import Link from 'next/link';
import { Time } from '@/components/ui/time';
import type { PolicyVersionDetail } from '@/lib/policies/get-policy-version';
import { Differences } from './differences';
import { VersionPicture } from './version-picture';

/** One version of a policy with all its fields, a picture, and what restoring it would change. */
export function WholeVersion({ whole }: { whole: PolicyVersionDetail }) {
  const { policy, version, writtenBy, writtenAt, fields, restoring } = whole;
  return (
    <section
      aria-label={`Version ${version}`}
      className="mb-5 divide-y divide-line rounded-xl border border-accent bg-panel shadow-card"
    >
      <div className="px-5 py-4">
        <div className="mb-3 flex items-start gap-3">
          <div className="min-w-0 grow">
            <h2 className="font-bold">Version {version}</h2>
            <p className="text-muted">
              <span className="break-all">{writtenBy}</span> · <Time at={writtenAt} />
            </p>
          </div>
          <Link
            href={`/policies/${policy.id}/history`}
            aria-label="Close this version"
            className="grid size-8 shrink-0 place-items-center rounded-lg text-muted hover:bg-soft hover:text-ink"
          >
            <X aria-hidden size={16} />
          </Link>
        </div>
        <div className="grid gap-x-8 gap-y-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
          <dl className="grid content-start gap-x-4 gap-y-1.5 sm:grid-cols-[11rem_minmax(0,1fr)]">
            {fields
              .filter(({ text }) => text !== '')
              .map(({ label, text }) => (
                <div key={label} className="contents">
                  <dt className="text-muted">{label}</dt>
                  <dd className="min-w-0 break-words">{text}</dd>
                </div>
              ))}
          </dl>
          <VersionPicture fields={fields} restoring={restoring} />
        </div>
      </div>
      {restoring.length > 0 && (
        <div className="px-5 py-4">
          <h3 className="mb-2 font-semibold">Changes if restored</h3>
          <Differences of={restoring} />
        </div>
      )}
    </section>
  );
}
