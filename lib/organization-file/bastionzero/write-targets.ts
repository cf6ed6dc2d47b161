import { findAuthenticationProblem } from '../check-authentication';
import type { ThingNames } from './name-things';
import type { OldOrganization } from './old-organization';
import type { WrittenTarget } from './written-file';

type Database = OldOrganization['databases'][number];
type Virtual = OldOrganization['webApps'][number];

/** The targets of all types. A target in an unknown environment is left out. */
export function writeTargets(
  old: OldOrganization,
  { environments, targets: targetNames }: ThingNames,
  losses: string[],
): WrittenTarget[] {
  const written: WrittenTarget[] = [];
  const add = (
    type: WrittenTarget['type'],
    { id, name, environmentId }: { id: string; name: string; environmentId: string },
    keys: Partial<WrittenTarget>,
  ) => {
    const environment = environments.get(environmentId);
    if (environment !== undefined) written.push({ id, name, type, environment, ...keys });
    else losses.push(`Target "${name}": left out, because its environment ${environmentId} is unknown`);
  };
  const addressOf = (target: Virtual) => writeAddress(target, { environments, targets: targetNames }, losses);
  for (const server of old.servers)
    add('Bzero', server, old.windowsServers.has(server.id) ? { os: 'Windows' } : {});
  for (const cluster of old.clusters) add('Cluster', cluster, {});
  for (const database of old.databases)
    add('Db', database, { ...addressOf(database), ...writeAuthentication(database, losses) });
  for (const app of old.webApps) add('Web', app, addressOf(app));
  for (const server of old.dynamicServers) add('DynamicAccessConfig', server, {});
  return written;
}

function writeAddress(
  target: Virtual,
  names: Pick<ThingNames, 'environments' | 'targets'>,
  losses: string[],
): Partial<WrittenTarget> {
  const { name, proxyTargetId, proxyEnvironmentId, remoteHost, remotePort, localHost, localPort } = target;
  const proxyTarget = names.targets.get(proxyTargetId);
  const proxyEnvironment = names.environments.get(proxyEnvironmentId);
  if (proxyTarget === undefined && proxyEnvironment === undefined)
    losses.push(`Target "${name}": its proxy ${proxyTargetId || proxyEnvironmentId} is unknown`);
  return {
    ...(remoteHost && { host: remoteHost }),
    ...(remotePort && { port: remotePort }),
    ...(proxyTarget !== undefined ? { proxyTarget } : proxyEnvironment !== undefined && { proxyEnvironment }),
    ...(localHost && { localHost }),
    ...(localPort && { localPort }),
  };
}

/** How people sign in to a database. What BastionZero's clients cannot write here becomes the type Default. */
function writeAuthentication(database: Database, losses: string[]): Partial<WrittenTarget> {
  const { name, remoteHost: host, databaseAuthenticationConfig: config } = database;
  const databaseType = config?.database ?? database.databaseType ?? undefined;
  if (!config) return { ...byDefault, ...(databaseType && { databaseType }) };
  const { authenticationType, cloudServiceProvider, label } = config;
  const problem = findAuthenticationProblem({ authenticationType, cloudServiceProvider, databaseType, host });
  if (problem) {
    const parts = [authenticationType, cloudServiceProvider, databaseType].filter(Boolean);
    losses.push(`Target "${name}": has the authentication Default, not ${parts.join(', ')}`);
    return { ...byDefault, ...(databaseType && { databaseType }) };
  }
  return {
    ...(databaseType && { databaseType }),
    authenticationType: authenticationType as WrittenTarget['authenticationType'],
    ...(label && { authenticationLabel: label }),
    ...(cloudServiceProvider && {
      cloudServiceProvider: cloudServiceProvider as WrittenTarget['cloudServiceProvider'],
    }),
  };
}

const byDefault = { authenticationType: 'Default', authenticationLabel: 'None' } as const;
