import { authenticationTypes, certificateDatabases } from '@/lib/core/target/virtual';
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

/** How people sign in to a database. What this product does not offer becomes the type Default. */
function writeAuthentication(database: Database, losses: string[]): Partial<WrittenTarget> {
  const { name, databaseAuthenticationConfig: config } = database;
  const databaseType = config?.database ?? database.databaseType;
  const type = authenticationTypes.find((each) => each === config?.authenticationType);
  const isOffered =
    config?.cloudServiceProvider == null &&
    (type === 'Default' ||
      (type === 'SplitCert' && certificateDatabases.some((each) => each === databaseType)));
  if (config && !isOffered) {
    const parts = [config.authenticationType, config.cloudServiceProvider, databaseType];
    losses.push(
      `Target "${name}": people cannot sign in with ${parts.filter(Boolean).join(', ')}. It has the type Default`,
    );
  }
  const label = isOffered ? config?.label : 'None';
  return {
    ...(databaseType && { databaseType }),
    authenticationType: isOffered ? type : 'Default',
    ...(label && { authenticationLabel: label }),
  };
}
