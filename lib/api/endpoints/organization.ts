import { targetTypes } from '@/lib/core/target/target';
import { getApiOrganization } from '@/lib/directory/get-api-organization';
import { listCoveredTargets } from '@/lib/targets/list-covered-targets';
import { listEnvironments } from '@/lib/targets/list-environments';
import { endpoint } from '../endpoint';
import { presentEnvironment } from '../presenters/environment';

/** The organization and its environments. */
export const organizationEndpoints = [
  endpoint('GET organization', {}, async ({ ctx }) => {
    const { id, name, createdAt } = await getApiOrganization(ctx);
    return { id, name, isSingleUserOrganization: false, timeCreated: createdAt.toISOString() };
  }),

  endpoint('GET environments', {}, async ({ ctx }) => {
    const [environments, targets] = await Promise.all([
      listEnvironments(ctx),
      listCoveredTargets(ctx, { types: [...targetTypes] }),
    ]);
    const { organizationId } = ctx;
    return environments
      .filter(({ retiredAt }) => retiredAt === null)
      .map((environment) => presentEnvironment(environment, organizationId, targets));
  }),
];
