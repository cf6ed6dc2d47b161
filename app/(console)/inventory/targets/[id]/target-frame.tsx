import Link from 'next/link';
import type { ReactNode } from 'react';
import { OfflineSince } from '@/components/inventory/offline-since';
import { SetupBadge } from '@/components/inventory/setup-badge';
import { RestoreTarget, RetireTarget } from '@/components/inventory/target-actions';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { buttonClass } from '@/components/ui/button-class';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { LinkTabs } from '@/components/ui/tabs';
import { Time } from '@/components/ui/time';
import { requireContext } from '@/lib/auth/session';
import type { Context } from '@/lib/context';
import {
  describeOffline,
  describeProvisioner,
  describeSetupStatus,
  formatTargetType,
} from '@/lib/core/text/target';
import type { getTarget } from '@/lib/targets/get-target';
import { loadTarget } from './load-target';

/** The tabs of a target's page, by their names; each has an address below the target's own. */
const tabs = { '': 'Overview', 'set-up': 'Set-up', sessions: 'Sessions', settings: 'Settings' } as const;

type Target = Awaited<ReturnType<typeof getTarget>>;

type Props = {
  params: Promise<{ id: string }>;
  tab: keyof typeof tabs;
  /** what is below the tabs; not rendered for an archived target */
  children: (ctx: Context, target: Target) => Promise<ReactNode>;
};

/** A tab of a target's page, below a head with its status and the tabs. */
export async function TargetFrame({ params, tab, children }: Props) {
  const { id: targetId } = await params;
  const ctx = await requireContext();
  const target = await loadTarget(targetId);
  if (!target) return <OnlyAdmins action="view and edit the inventory" />;
  const { name, archived } = target;
  const address = `/inventory/targets/${targetId}`;
  return (
    <>
      <PageHead
        title={name}
        above={
          <Link href="/inventory/targets" className="hover:text-ink hover:underline">
            Targets
          </Link>
        }
        sub={`${formatTargetType(target)} in ${target.environment}`}
      >
        <Link href={`/audit?${new URLSearchParams({ target: name })}`} className={buttonClass('quiet')}>
          Audit log
        </Link>
        {archived ? (
          <RestoreTarget targetId={targetId} name={name} />
        ) : (
          <RetireTarget targetId={targetId} name={name} />
        )}
      </PageHead>
      {archived ? (
        <Notice>This target is archived, so no one can request it. Restore it to edit it.</Notice>
      ) : (
        <>
          <Status target={target} />
          <div className="mb-4">
            <LinkTabs
              label={`Pages of ${name}`}
              tabs={(Object.keys(tabs) as (keyof typeof tabs)[]).map((one) => ({
                href: one ? `${address}/${one}` : address,
                name: tabs[one],
                current: one === tab,
              }))}
            />
          </div>
          {await children(ctx, target)}
        </>
      )}
    </>
  );
}

function Status({ target }: { target: Target }) {
  const { setupStatus, setupStatusAt, setupFinding, offlineSince, keptReason, provisioner } = target;
  if (provisioner !== null) return <p className="mb-4 text-muted">{describeProvisioner(provisioner)}</p>;
  if (setupStatus === null) return null;
  return (
    <section aria-label="Status" className="mb-4 flex flex-wrap items-baseline gap-x-2 gap-y-1">
      <SetupBadge status={setupStatus} />
      <p className="min-w-0 break-words text-muted">
        {setupStatusAt && (
          <>
            {setupStatus === 'Outdated' && 'since '}
            <Time at={setupStatusAt} />.{' '}
          </>
        )}
        {describeSetupStatus(setupStatus, setupFinding)}
      </p>
      {offlineSince && (
        <>
          <OfflineSince at={offlineSince} />
          <p className="min-w-0 break-words text-muted">{describeOffline(keptReason)}</p>
        </>
      )}
    </section>
  );
}
