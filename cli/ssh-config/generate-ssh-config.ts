import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Zli } from '../context';
import { makePrivateFolder } from '../state/folder';
import { writePrivateFile } from '../state/private-file';
import { zliCommand } from '../state/zli-command';
import type { TargetLists } from '../targets/target-lists';
import { addInclude, removeInclude } from './include';
import { listSshHosts, writeSshConfig } from './ssh-config';

/** Writes the ssh configuration for the caller's servers, or removes it if there are none. */
export async function generateSshConfig(
  { terminal, env, folder, openApi }: Zli,
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
  const sockets = makePrivateFolder(join(resolve(folder.path), 'ssh'));
  writePrivateFile(included, writeSshConfig(hosts, [...zli, ...zliCommand(env.PATH)], sockets));
  addInclude(config, included);
  const names = hosts.map(({ name, environment }) => `${name}.${environment}`);
  terminal.info(`ssh can now reach ${names.join(', ')}. Run this again when your access changes.`);
}
