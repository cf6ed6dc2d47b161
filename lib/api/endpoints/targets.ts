import { z } from 'zod';
import type { TargetType } from '@/lib/core/target/target';
import { getSshdSetup } from '@/lib/target-setup/get-sshd-setup';
import { getCoveredTarget, listCoveredTargets } from '@/lib/targets/list-covered-targets';
import { endpoint } from '../endpoint';
import { listAllTargets } from '../list-all-targets';
import { presentTarget } from '../presenters/target';
import { flagParam, listParam, textParam } from '../query-fields';

const paths: Record<TargetType, string> = {
  Bzero: 'bzero',
  Db: 'database',
  Cluster: 'kube',
  Web: 'web',
  DynamicAccessConfig: 'dynamic-access',
};

const types = Object.keys(paths) as TargetType[];

/** The targets of each type, all targets that a person has access to, and a server's settings of sshd. */
export const targetEndpoints = [
  endpoint(
    'GET targets',
    { query: z.object({ allTargetsInOrg: flagParam, userEmail: textParam, connectionStates: listParam }) },
    ({ ctx, query: { allTargetsInOrg: all, userEmail, connectionStates: states = [] } }) =>
      listAllTargets(ctx, { all, userEmail, states }),
  ),

  ...types.flatMap((type) => [
    endpoint(`GET targets/${paths[type]}`, {}, async ({ ctx }) =>
      (await listCoveredTargets(ctx, { types: [type] })).map(presentTarget),
    ),
    endpoint(`GET targets/${paths[type]}/{id}`, {}, async ({ ctx, params }) =>
      presentTarget(await getCoveredTarget(ctx, { types: [type], id: params.id ?? '' })),
    ),
  ]),

  endpoint('GET targets/bzero/{id}/sshd', {}, async ({ ctx, params }) => {
    const { caPublicKeys, principals, sshdConfig, setupScript } = await getSshdSetup(ctx, {
      targetId: params.id,
    });
    return { caPublicKeys, principals, sshdConfig, setupScript };
  }),
];
