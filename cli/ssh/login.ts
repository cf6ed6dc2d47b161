import { existsSync } from 'node:fs';
import type { Zli } from '../context';
import { type Connection, nameTarget } from '../session/connection';
import { keepKnownHosts } from './known-hosts';
import type { SshFiles } from './ssh-program';

/** The server and the account that ssh signs in to: for a tunnel, those in between. */
export function loginOf(connection: Connection): Connection {
  const { tunnel } = connection;
  return tunnel ? { ...connection, targetId: tunnel.serverId, targetUser: tunnel.account } : connection;
}

/** Prepares the known hosts of a server for ssh, and says so before it keeps a host key that nobody has stored. */
export function prepareKnownHosts(zli: Zli, login: Connection): Omit<SshFiles, 'agentSocket'> {
  const { path: knownHosts, isHostKnown } = keepKnownHosts(zli.folder, login);
  if (!isHostKnown && !existsSync(knownHosts))
    zli.terminal.info(
      `First connection to ${login.tunnel?.serverName ?? nameTarget(login)}: zli stores its host key and refuses others from now on.`,
    );
  return { knownHosts, isHostKnown };
}
