import { shellLine, shellQuote } from '@/lib/core/target/shell-word';
import { knownHostsBeside } from '../ssh/proxy-socket';
import type { ListedTarget, TargetLists } from '../targets/target-lists';

/** A server in ssh's configuration. */
export type SshHost = { id: string; name: string; environment: string; users: string[] };

/** The servers that ssh, scp or a tunnel reaches now, by environment and name. */
export function listSshHosts(lists: Pick<TargetLists, 'Shell' | 'FileTransfer' | 'Ssh'>): SshHost[] {
  const hosts = new Map<string, SshHost>();
  for (const target of [...lists.Shell, ...lists.FileTransfer, ...lists.Ssh]) {
    if (!target.accessDetails) continue;
    const users = [...(hosts.get(target.id)?.users ?? []), ...targetUsersOf(target)];
    const { id, name, environmentName: environment } = target;
    hosts.set(id, { id, name, environment, users: [...new Set(users)] });
  }
  const place = ({ environment, name }: SshHost) => `${environment} ${name}`;
  return [...hosts.values()].sort((a, b) => place(a).localeCompare(place(b)));
}

/**
 * The configuration that leads ssh to these servers: by name, and any other by `bzero-NAME`.
 *
 * @param zli the words that start zli
 * @param sockets the folder for the sockets of agents
 */
export function writeSshConfig(hosts: readonly SshHost[], zli: readonly string[], sockets: string): string {
  const blocks = [
    ...hosts.map((host) => [
      ...nameLines(host),
      ...userLines(host),
      ...wayLines(zli, sockets, `%r@${host.id.slice(0, 8)}`),
    ]),
    ['Host bzero-*', ...wayLines(zli, sockets, '%r@%n')],
  ];
  const texts = blocks.map(
    ([head = '', ...lines]) => `${[head, ...lines.map((line) => `  ${line}`)].join('\n')}\n`,
  );
  return [HEADER, ...texts].join('\n');
}

const HEADER =
  '# Written by zli generate sshConfig, which writes it anew each time: changes here are lost.\n';

// The socket's name is made of the few tokens that ProxyCommand knows too, and short: a path of a socket has
// about a hundred bytes in all.
function wayLines(zli: readonly string[], sockets: string, name: string): string[] {
  const folder = sockets.replaceAll('%', '%%');
  const socket = `${folder}/${name}`;
  return [
    `ProxyCommand ${shellLine([...zli, 'ssh-proxy'])} '%n' %p '%r' ${shellQuote(socket)}`,
    `IdentityAgent "${socket}"`,
    'IdentitiesOnly no',
    `UserKnownHostsFile "${knownHostsBeside(socket)}"`,
    'GlobalKnownHostsFile none',
    'StrictHostKeyChecking yes',
    'UpdateHostKeys no',
  ];
}

// A name with a blank in it is no host of ssh's; such a server is reached by zli connect.
function nameLines({ id, name, environment }: SshHost): string[] {
  const names = [name, `${name}.${environment}`].filter((one) => /^[^\s"*?!,#]+$/.test(one));
  return [`Host ${names.length > 0 ? names.join(' ') : id}`, `HostKeyAlias ${id}`];
}

function userLines({ users }: SshHost): string[] {
  const [only, another] = users;
  if (only && !another) return [`User ${only}`];
  return another
    ? ['# One of these; without it ssh takes your own name:', ...users.map((user) => `# User ${user}`)]
    : [];
}

function targetUsersOf({ allowedTargetUsers = [] }: ListedTarget): string[] {
  return allowedTargetUsers.map(({ userName }) => userName);
}
