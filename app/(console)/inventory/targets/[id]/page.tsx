import type { Metadata } from 'next';
import Link from 'next/link';
import { RestoreTarget, RetireTarget } from '@/components/inventory/target-actions';
import { TargetForm } from '@/components/inventory/target-form';
import { TrustForm } from '@/components/inventory/trust-form';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { buttonClass } from '@/components/ui/button-class';
import { Card, CardSection } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { requireContext } from '@/lib/auth/session';
import { hasVerbs } from '@/lib/core/target/target';
import { formatTargetType } from '@/lib/core/text/target';
import { getTarget } from '@/lib/targets/get-target';
import { listEnvironments } from '@/lib/targets/list-environments';
import { orNotFound } from '@/lib/web/or-not-found';
import { ConnectSection } from './connect-section';

export const metadata: Metadata = { title: 'Target' };

export default async function TargetPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: targetId } = await params;
  const ctx = await requireContext();
  const found = await orNotFound(Promise.all([getTarget(ctx, { targetId }), listEnvironments(ctx)]));
  if (!found) return <OnlyAdmins action="view and edit the inventory" />;
  const [target, environments] = found;
  const { name, type, environmentId, host, port, databaseType, archived, jumpTargetId } = target;
  const jump = jumpTargetId && (await getTarget(ctx, { targetId: jumpTargetId }));
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
        <Link href={`/policies/simulator?ask=target&id=${targetId}`} className={buttonClass('quiet')}>
          Who can request it
        </Link>
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
        <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,9fr)_minmax(0,11fr)]">
          <div className="flex flex-col gap-6">
            <TargetForm
              targetId={targetId}
              environments={environments
                .filter(({ id, retiredAt }) => retiredAt === null || id === environmentId)
                .map(({ id, name }) => ({ id, name }))}
              initial={{
                name,
                type,
                environmentId,
                os: target.os === 'Windows' ? 'Windows' : 'Linux',
                host: host ?? '',
                port: port === null ? '' : String(port),
                databaseType: databaseType ?? '',
                tunnel: {
                  way: target.tunnelWay ?? '',
                  jump: jump ? { id: jump.id, label: `${jump.name}.${jump.environment}` } : null,
                  rdpPort: target.rdpPort === null ? '' : String(target.rdpPort),
                  sqlServerPort: target.sqlServerPort === null ? '' : String(target.sqlServerPort),
                },
              }}
            />
            {type !== 'Web' && (
              <Card label="Trust">
                <CardSection>
                  <TrustForm
                    targetId={targetId}
                    isServer={hasVerbs(type)}
                    serverIdentity={target.serverIdentity ?? ''}
                    sourceAddresses={target.sourceAddresses.join('\n')}
                  />
                </CardSection>
              </Card>
            )}
          </div>
          <ConnectSection ctx={ctx} target={target} />
        </div>
      )}
    </>
  );
}
