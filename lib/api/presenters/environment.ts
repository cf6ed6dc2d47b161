import type { CoveredTarget } from '@/lib/targets/list-covered-targets';
import type { listEnvironments } from '@/lib/targets/list-environments';

type Environment = Awaited<ReturnType<typeof listEnvironments>>[number];

/** `environments.Environment` of the SDK. No environment is the default, and offline targets are not cleaned up. */
export function presentEnvironment(
  { id, name, description, createdAt }: Environment,
  organizationId: string,
  targets: readonly CoveredTarget[],
) {
  return {
    id,
    organizationId,
    isDefault: false,
    name,
    description,
    timeCreated: createdAt.toISOString(),
    offlineCleanupTimeoutHours: 0,
    targets: targets
      .filter(({ environmentId }) => environmentId === id)
      .map((target) => ({ id: target.id, targetType: target.type })),
  };
}
