import type { ChosenServer } from '@/components/inventory/server-select';
import { TargetForm } from '@/components/inventory/target-form';
import type { Context } from '@/lib/context';
import { getTarget } from '@/lib/targets/get-target';
import { listEnvironments } from '@/lib/targets/list-environments';
import { targetMetadata } from '../load-target';
import { TargetFrame } from '../target-frame';

export const generateMetadata = targetMetadata((name) => `Settings of ${name}`);

export default function TargetSettingsPage({ params }: { params: Promise<{ id: string }> }) {
  return (
    <TargetFrame params={params} tab="settings">
      {async (ctx, target) => {
        const { id: targetId, name, type, environmentId, host, port, databaseType } = target;
        const [environments, jump, proxy] = await Promise.all([
          listEnvironments(ctx),
          findServer(ctx, target.jumpTargetId),
          findServer(ctx, target.proxyTargetId),
        ]);
        return (
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
                jump,
                rdpPort: target.rdpPort === null ? '' : String(target.rdpPort),
                sqlServerPort: target.sqlServerPort === null ? '' : String(target.sqlServerPort),
              },
              proxy,
            }}
          />
        );
      }}
    </TargetFrame>
  );
}

async function findServer(ctx: Context, targetId: string | null): Promise<ChosenServer | null> {
  if (targetId === null) return null;
  const { id, name, environment } = await getTarget(ctx, { targetId });
  return { id, label: `${name}.${environment}` };
}
