import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Zli } from '../context';
import { writePrivateFile } from '../state/private-file';
import { claimSocketFolder, findSocketFolder } from '../state/socket-folder';
import { zliCommand } from '../state/zli-command';
import type { TargetLists } from '../targets/target-lists';
import { addInclude, removeInclude } from './include';
import { listSshHosts, noKnownHostsCommand, writeSshConfig } from './ssh-config';

/** Writes the ssh configuration for the caller's servers, or removes it if there are none. */
export async function generateSshConfig(
  { terminal, env, folder, openApi, server }: Zli,
  paths: { mySshPath: string; bzSshPath: string },
): Promise<void> {
  const config = resolve(paths.mySshPath);
  const included = resolve(paths.bzSshPath);
  const api = await openApi();
  const hosts = listSshHosts(await api.get<TargetLists>('targets'));
  if (hosts.length === 0) {
    rmSync(included, { force: true });
    removeInclude(config, included);
    terminal.info(
      "You don't have access to any server, so zli removed its ssh configuration. Run this again when your access changes.",
    );
    return;
  }
  const zli = folder.isOwn ? ['env', `ZLI_CONFIG_DIR=${resolve(folder.path)}`] : [];
  const sockets = findSocketFolder(folder.path);
  claimSocketFolder(sockets);
  writePrivateFile(
    included,
    writeSshConfig(
      hosts,
      [...zli, ...zliCommand(env.PATH), 'ssh-proxy', '--server', server()],
      sockets,
      [noKnownHostsCommand].filter(isKnownToSsh),
    ),
  );
  addInclude(config, included);
  if (!isUsedBySsh(config))
    terminal.error(
      `Lines above the Include of zli in ${config} change its settings, so these connections can fail or be less safe. Move the Include to the top.`,
    );
  const names = hosts.map(({ name, environment }) => `${name}.${environment}`);
  terminal.info(`ssh can now reach ${names.join(', ')}. Run this again when your access changes.`);
}

/** Whether the ssh of this computer reads a line of its configuration. */
function isKnownToSsh(line: string): boolean {
  return spawnSync('ssh', ['-F', 'none', '-o', line, '-G', 'host'], { stdio: 'ignore' }).status === 0;
}

/** Whether ssh uses zli's settings for its servers: in ssh the first value wins. True if ssh is not installed. */
function isUsedBySsh(config: string): boolean {
  const { status, stdout } = spawnSync('ssh', ['-F', config, '-G', 'bzero-any'], { encoding: 'utf8' });
  if (status !== 0) return true;
  return [
    /^proxycommand .* ssh-proxy /m,
    /^stricthostkeychecking (true|yes)$/m,
    /^globalknownhostsfile none$/m,
  ].every((line) => line.test(stdout));
}
