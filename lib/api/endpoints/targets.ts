import { z } from 'zod';
import type { Context } from '@/lib/context';
import type { TargetType } from '@/lib/core/target/target';
import { certificateDatabases } from '@/lib/core/target/virtual';
import { getApiOrganization } from '@/lib/directory/get-api-organization';
import { createDynamicAccess } from '@/lib/dynamic-access/create-dynamic-access';
import { patchDynamicAccess } from '@/lib/dynamic-access/patch-dynamic-access';
import { getSshdSetup } from '@/lib/target-setup/get-sshd-setup';
import { archiveTarget } from '@/lib/targets/archive-target';
import { type CoveredTarget, getCoveredTarget, listCoveredTargets } from '@/lib/targets/list-covered-targets';
import { patchTarget } from '@/lib/targets/patch-target';
import { registerTarget } from '@/lib/targets/register-target';
import { created, listOf, nothing } from '../answers/common';
import {
  allTargetsAnswer,
  changedClusterAnswer,
  databaseConfigurationAnswer,
  databasesAnswer,
  sshdAnswer,
  targetAnswers,
  targetIdAnswer,
} from '../answers/target';
import { setFields } from '../body-fields';
import { type Endpoint, endpoint } from '../endpoint';
import { findEnvironmentId } from '../find-environment-id';
import { listAllTargets } from '../list-all-targets';
import { databaseConfigurations, presentTarget } from '../presenters/target';
import { flagParam, listParam, textParam } from '../query-fields';
import {
  defaultAuthentication,
  newTargetBodies,
  readTargetBody,
  requireProxy,
  targetChangeBodies,
  targetNames,
} from '../target-bodies';

const paths: Record<TargetType, string> = {
  Bzero: 'bzero',
  Db: 'database',
  Cluster: 'kube',
  Web: 'web',
  DynamicAccessConfig: 'dynamic-access',
};

const words: Record<TargetType, { one: string; many: string }> = {
  Bzero: { one: 'a server', many: 'servers' },
  Db: { one: 'a database', many: 'databases' },
  Cluster: { one: 'a cluster', many: 'clusters' },
  Web: { one: 'a web app', many: 'web apps' },
  DynamicAccessConfig: { one: 'a dynamic access configuration', many: 'dynamic access configurations' },
};

const types = Object.keys(paths) as TargetType[];

const databaseFilters = z.object({
  targetNames: listParam,
  targetIds: listParam,
  envName: textParam,
  envId: textParam,
});

const getOne = (ctx: Context, type: TargetType, id: string | undefined) =>
  getCoveredTarget(ctx, { types: [type], id: id ?? '' });

/** Read, change and delete, which all types have. A deleted target is archived, with its name free. */
function endpointsOf(type: TargetType): Endpoint[] {
  const one = `targets/${paths[type]}/{id}`;
  const query = type === 'Db' ? databaseFilters : z.object({});
  const answer = targetAnswers[type];
  return [
    endpoint(
      `GET targets/${paths[type]}`,
      { summary: `List ${words[type].many}`, query, answer: listOf(answer), forEveryone: true },
      async ({ ctx, query: filters }) =>
        (await listCoveredTargets(ctx, { types: [type] }))
          .filter((target) => isWanted(target, filters))
          .map(presentTarget),
    ),
    endpoint(`GET ${one}`, { summary: `Get ${words[type].one}`, answer }, async ({ ctx, params }) =>
      presentTarget(await getOne(ctx, type, params.id)),
    ),
    endpoint(
      `PATCH ${one}`,
      {
        summary: `Change ${words[type].one}`,
        body: targetChangeBodies[type],
        answer: changedAnswers[type],
        names: targetNames[type],
        also: [409],
      },
      async ({ ctx, params, body }) => {
        await changeTarget(ctx, type, params.id, body);
        return presentChanged(await getOne(ctx, type, params.id));
      },
    ),
    endpoint(
      `DELETE ${one}`,
      {
        summary: `Archive ${words[type].one}, which frees its name`,
        answer: nothing,
        // Databases and web apps can be behind a server.
        ...(type === 'Bzero' && { also: [409] }),
      },
      async ({ ctx, params }) => {
        await archiveTarget(ctx, { type, targetId: params.id });
      },
    ),
  ];
}

async function changeTarget(ctx: Context, type: TargetType, targetId: string | undefined, body: object) {
  if (type === 'DynamicAccessConfig') await patchDynamicAccess(ctx, { targetId, changes: setFields(body) });
  else await patchTarget(ctx, { type, targetId, changes: readTargetBody(body) });
}

const changedAnswers = { ...targetAnswers, Cluster: changedClusterAnswer, DynamicAccessConfig: nothing };

/** The answer to a change: the target, or what the SDK expects instead. */
function presentChanged(target: CoveredTarget) {
  const { type, id, name, environmentId } = target;
  if (type === 'DynamicAccessConfig') return undefined;
  return type === 'Cluster' ? { id, name, environmentId } : presentTarget(target);
}

function isWanted(
  { id, name, environment, environmentId }: CoveredTarget,
  { targetNames: names, targetIds, envName, envId }: Partial<z.output<typeof databaseFilters>>,
): boolean {
  return (
    (names?.includes(name) ?? true) &&
    (targetIds?.includes(id) ?? true) &&
    (envName ?? environment) === environment &&
    (envId ?? environmentId) === environmentId
  );
}

function creates(type: 'Db' | 'Web'): Endpoint {
  return endpoint(
    `POST targets/${paths[type]}`,
    {
      summary: `Create ${words[type].one}`,
      body: newTargetBodies[type],
      answer: targetIdAnswer,
      names: targetNames[type],
      status: 201,
    },
    async ({ ctx, body }) => {
      requireProxy(body);
      const fields = readTargetBody(body);
      const environmentId = await findEnvironmentId(ctx, body);
      const defaults = type === 'Db' ? defaultAuthentication : {};
      const { id } = await registerTarget(ctx, { ...defaults, ...fields, type, environmentId });
      return { targetId: id };
    },
  );
}

/** The targets of each type, all targets that a person has access to, and a server's settings of sshd. */
export const targetEndpoints = [
  endpoint(
    'GET targets',
    {
      summary: 'List the targets that a person has access to, by protocol',
      query: z.object({
        allTargetsInOrg: flagParam.describe('Whether to list all targets, for admins.'),
        userEmail: textParam.describe('Whose access; the caller’s by default.'),
        connectionStates: listParam.describe(
          'Of the connections: Open, Closed, Pending or Error; Open by default.',
        ),
      }),
      answer: allTargetsAnswer,
    },
    ({ ctx, query: { allTargetsInOrg: all, userEmail, connectionStates: states = [] } }) =>
      listAllTargets(ctx, { all, userEmail, states }),
  ),

  ...types.flatMap(endpointsOf),
  creates('Db'),
  creates('Web'),
  endpoint(
    'POST targets/dynamic-access',
    {
      summary: 'Create a dynamic access configuration',
      body: newTargetBodies.DynamicAccessConfig,
      answer: created,
      status: 201,
    },
    ({ ctx, body }) => createDynamicAccess(ctx, body),
  ),

  endpoint(
    'GET targets/database/supported-databases',
    { summary: 'List the databases that accept certificates', answer: databasesAnswer, forEveryone: true },
    async ({ ctx }) => {
      await getApiOrganization(ctx);
      return { databases: certificateDatabases };
    },
  ),
  endpoint(
    'GET targets/database/supported-database-configs',
    {
      summary: 'List the ways to sign in to a database that can be set',
      answer: listOf(databaseConfigurationAnswer),
      forEveryone: true,
    },
    async ({ ctx }) => {
      await getApiOrganization(ctx);
      return databaseConfigurations;
    },
  ),

  endpoint(
    'GET targets/bzero/{id}/sshd',
    { summary: 'Get the settings of sshd of a server', answer: sshdAnswer },
    async ({ ctx, params }) => {
      const { caPublicKeys, principals, sshdConfig, setupScript } = await getSshdSetup(ctx, {
        targetId: params.id,
      });
      return { caPublicKeys, principals, sshdConfig, setupScript };
    },
  ),
];
