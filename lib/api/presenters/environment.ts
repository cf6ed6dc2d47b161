import type { CoveredTarget } from '@/lib/targets/list-covered-targets';
import type { listEnvironments } from '@/lib/targets/list-environments';

type Environment = Awaited<ReturnType<typeof listEnvironments>>[number];

/** `environments.Environment` of the SDK. The hours are what a program wrote: this server archives no target after them. */
export function presentEnvironment(
  { id, name, description, createdAt, isDefault, offlineCleanupTimeoutHours }: Environment,
  organizationId: string,
  targets: readonly CoveredTarget[],
) {
  return {
    id,
    organizationId,
    isDefault,
    name,
    description,
    timeCreated: createdAt.toISOString(),
    offlineCleanupTimeoutHours,
    targets: targets
      .filter(({ environmentId }) => environmentId === id)
      .map((target) => ({ id: target.id, targetType: target.type })),
  };
}
