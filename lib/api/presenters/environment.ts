import type { z } from 'zod';
import type { CoveredTarget } from '@/lib/targets/list-covered-targets';
import type { listEnvironments } from '@/lib/targets/list-environments';
import type { environmentAnswer } from '../answers/environment';

type Environment = Awaited<ReturnType<typeof listEnvironments>>[number];

/** `environments.Environment` of the SDK. The hours are what a program wrote: this server archives no target after them. */
export function presentEnvironment(
  { id, name, description, createdAt, isDefault, offlineCleanupTimeoutHours }: Environment,
  organizationId: string,
  targets: readonly CoveredTarget[],
): z.output<typeof environmentAnswer> {
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
