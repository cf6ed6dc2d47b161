import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { buttonClass } from '@/components/ui/button-class';
import { Time } from '@/components/ui/time';
import { isEnforced } from '@/lib/core/policy/policy';
import type { PolicyHistory } from '@/lib/policies/list-policy-versions';
import { Differences } from './differences';
import { RestoreVersion } from './restore-version';

/** The versions of a policy, newest first, each with its changes. */
export function VersionList({ history, shown }: { history: PolicyHistory; shown: number | null }) {
  const { policy, versions, next } = history;
  const path = `/policies/${policy.id}/history`;
  return (
    <>
      <ol
        aria-label="Versions"
        className="divide-y divide-line rounded-xl border border-line bg-panel shadow-card"
      >
        {versions.map(({ version, writtenBy, writtenAt, changes }) => (
          <li key={version} className="px-5 py-4">
            <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1.5">
              <h2 className="font-semibold">Version {version}</h2>
              {version === policy.version && !policy.deleted && <Badge tone="accent">Current</Badge>}
              <p className="min-w-0 grow text-muted">
                <span className="break-all">{writtenBy}</span> · <Time at={writtenAt} />
              </p>
              {version !== shown && (
                <Link href={`${path}?version=${version}`} className={buttonClass('quiet')}>
                  View full version<span className="sr-only"> {version}</span>
                </Link>
              )}
              {version !== policy.version && !policy.deleted && (
                <RestoreVersion
                  policyId={policy.id}
                  from={version}
                  version={policy.version}
                  isEnforced={isEnforced(policy.type)}
                />
              )}
            </div>
            {changes === null ? (
              <p className="text-muted">Created</p>
            ) : changes.length === 0 ? (
              <p className="text-muted">Saved without changes</p>
            ) : (
              <Differences of={changes} />
            )}
          </li>
        ))}
      </ol>
      {next !== null && (
        <nav aria-label="Pages" className="mt-4 flex justify-end">
          <Link href={`${path}?from=${next}`} rel="next" className={buttonClass()}>
            Older versions
          </Link>
        </nav>
      )}
    </>
  );
}
