import { TargetForm } from '@/components/inventory/target-form';
import { getTarget } from '@/lib/targets/get-target';
import { listEnvironments } from '@/lib/targets/list-environments';
import { targetMetadata } from '../load-target';
import { TargetFrame } from '../target-frame';

export const generateMetadata = targetMetadata((name) => `Settings of ${name}`);

export default function TargetSettingsPage({ params }: { params: Promise<{ id: string }> }) {
  return (
    <TargetFrame params={params} tab="settings">
      {async (ctx, target) => {
        const { id: targetId, name, type, environmentId, host, port, databaseType, jumpTargetId } = target;
        const [environments, jump] = await Promise.all([
          listEnvironments(ctx),
          jumpTargetId ? getTarget(ctx, { targetId: jumpTargetId }) : null,
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
                jump: jump ? { id: jump.id, label: `${jump.name}.${jump.environment}` } : null,
                rdpPort: target.rdpPort === null ? '' : String(target.rdpPort),
                sqlServerPort: target.sqlServerPort === null ? '' : String(target.sqlServerPort),
              },
            }}
          />
        );
      }}
    </TargetFrame>
  );
}
