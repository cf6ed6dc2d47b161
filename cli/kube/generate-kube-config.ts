import { resolve } from 'node:path';
import type { Zli } from '../context';
import { Failure } from '../failure';
import type { Api } from '../http/api';
import type { Connection } from '../session/connection';
import { closeConnection, openConnection } from '../session/open-connection';
import { readIfExists, writePrivateFile } from '../state/private-file';
import { zliCommand } from '../state/zli-command';
import type { ListedTarget, TargetLists } from '../targets/target-lists';
import { clusterAddress, type KubeContext, type KubeUser, writeKubeconfig } from './kubeconfig';

/** A file that begins with this is zli's own and can be overwritten. */
const MARK = '# Written by zli generate kubeConfig';
const HEADER = `${MARK}. Changes are overwritten.\n`;

/**
 * Writes a kubeconfig with the caller's clusters to a file, or to stdout if `path` is null. kubectl fetches the
 * certificates through `zli`.
 *
 * Throws a `Failure` if the file is not zli's own, or there is no cluster.
 */
export async function generateKubeConfig(zli: Zli, path: string | null): Promise<void> {
  const { terminal } = zli;
  const existing = path === null ? null : readIfExists(path);
  if (existing !== null && !existing.startsWith(MARK))
    throw new Failure('usage', `${path} was not written by zli and is left unchanged. Choose another file.`);
  const api = await zli.openApi();
  const { Kubernetes } = await api.get<TargetLists>('targets');
  const clusters = Kubernetes.filter(({ accessDetails }) => accessDetails);
  if (clusters.length === 0)
    throw new Failure(
      'no-access',
      "You don't have access to any cluster. Request access with zli request, then run this again.",
    );
  const addresses = await Promise.all(clusters.map((cluster) => findAddress(api, cluster)));
  const text = `${HEADER}${writeConfig(zli, clusters, addresses)}`;
  if (path === null) return terminal.print(text.trimEnd());
  writePrivateFile(resolve(path), text);
  terminal.info(`Use it with: KUBECONFIG=${path} kubectl get pods. Run this again when your access changes.`);
}

/** Finds the address of a cluster. The API returns it only for a connection, so this opens one and closes it. */
async function findAddress(api: Api, { id, allowedClusterUsers = [] }: ListedTarget): Promise<Connection> {
  const connection = await openConnection(api, {
    target: { text: id, user: allowedClusterUsers[0] ?? null, readings: [{ targetId: id }] },
    targetType: undefined,
    targetGroups: [],
    verb: undefined,
  });
  await closeConnection(api, connection);
  return connection;
}

function writeConfig(zli: Zli, targets: readonly ListedTarget[], connections: readonly Connection[]): string {
  const users: KubeUser[] = [];
  const contexts: KubeContext[] = [];
  for (const target of targets) {
    const cluster = nameOf(target);
    const accounts = target.allowedClusterUsers ?? [];
    for (const account of accounts) {
      const user = `${account}@${cluster}`;
      users.push({ name: user, exec: execCredential(zli, target, account) });
      contexts.push({ name: accounts.length === 1 ? cluster : user, cluster, user });
    }
  }
  const clusters = targets.map((target, index) => {
    const connection = connections[index] as Connection;
    return {
      name: nameOf(target),
      server: clusterAddress(connection),
      authorityPem: connection.serverIdentity,
    };
  });
  return writeKubeconfig(clusters, users, contexts);
}

function nameOf({ name, environmentName }: ListedTarget): string {
  return `${name}.${environmentName}`;
}

function execCredential(
  { env, folder, server }: Zli,
  { id, allowedClusterGroups = [] }: ListedTarget,
  user: string,
) {
  const [command, ...words] = zliCommand(env.PATH);
  const groups = allowedClusterGroups.flatMap((group) => ['--group', group]);
  return {
    command,
    args: [...words, 'kube-credential', '--target', id, '--user', user, ...groups, '--server', server()],
    env: folder.isOwn ? { ZLI_CONFIG_DIR: resolve(folder.path) } : {},
  };
}
