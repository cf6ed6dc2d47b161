import { z } from 'zod';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { targetTypes } from '@/lib/core/target/target';
import { listCoveredTargets } from '@/lib/targets/list-covered-targets';
import { listEnvironments } from '@/lib/targets/list-environments';
import { registerEnvironment } from '@/lib/targets/register-environment';
import { archiveEnvironment } from '@/lib/targets/set-environment-archived';
import { updateEnvironment } from '@/lib/targets/update-environment';
import { created, listOf, nothing } from '../answers/common';
import { environmentAnswer } from '../answers/environment';
import { exactName, setFields } from '../body-fields';
import { endpoint } from '../endpoint';
import { presentEnvironment } from '../presenters/environment';

/** `environments.CreateEnvironmentRequest` and `ModifyEnvironmentRequest` of the SDK. Null is left out. */
const body = z.object({
  name: exactName.nullish(),
  description: z.string().nullish(),
  offlineCleanupTimeoutHours: z.number().nullish(),
});

/** The environments. A deleted one is archived, with its name free. */
export const environmentEndpoints = [
  endpoint(
    'GET environments',
    { summary: 'List environments', answer: listOf(environmentAnswer) },
    ({ ctx }) => listPresented(ctx),
  ),

  endpoint(
    'POST environments',
    { summary: 'Create an environment', body, answer: created, status: 201 },
    async ({ ctx, body: fields }) => {
      const { id } = await registerEnvironment(ctx, setFields(fields));
      return { id };
    },
  ),

  endpoint(
    'GET environments/{id}',
    { summary: 'Get an environment', answer: environmentAnswer },
    async ({ ctx, params: { id } }) => {
      const found = (await listPresented(ctx)).find((each) => each.id === id?.toLowerCase());
      if (!found) throw new AccessError('not-found', 'Environment not found.');
      return found;
    },
  ),

  endpoint(
    'PATCH environments/{id}',
    { summary: 'Change an environment', body, answer: nothing, also: [409] },
    async ({ ctx, params, body: fields }) => {
      await updateEnvironment(ctx, { ...setFields(fields), environmentId: params.id });
    },
  ),

  endpoint(
    'DELETE environments/{id}',
    { summary: 'Archive an environment, which frees its name', answer: nothing, also: [409] },
    async ({ ctx, params }) => {
      await archiveEnvironment(ctx, { environmentId: params.id });
    },
  ),
];

async function listPresented(ctx: Context) {
  const [environments, targets] = await Promise.all([
    listEnvironments(ctx),
    listCoveredTargets(ctx, { types: [...targetTypes] }),
  ]);
  return environments
    .filter(({ retiredAt }) => retiredAt === null)
    .map((environment) => presentEnvironment(environment, ctx.organizationId, targets));
}
