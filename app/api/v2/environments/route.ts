import { api } from '@/lib/api/call';
import { presentEnvironment } from '@/lib/api/presenters/environment';
import { targetTypes } from '@/lib/core/target/target';
import { listCoveredTargets } from '@/lib/targets/list-covered-targets';
import { listEnvironments } from '@/lib/targets/list-environments';

export const GET = api(async ({ ctx }) => {
  const [environments, targets] = await Promise.all([
    listEnvironments(ctx),
    listCoveredTargets(ctx, { types: [...targetTypes] }),
  ]);
  const { organizationId } = ctx;
  return environments
    .filter(({ retiredAt }) => retiredAt === null)
    .map((environment) => presentEnvironment(environment, organizationId, targets));
});
