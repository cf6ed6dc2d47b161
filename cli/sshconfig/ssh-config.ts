import { quoteForShell, quoteForSshConfig } from '../ssh/quote';
import { knownHostsBeside } from '../ssh/serve-proxy';
import type { ListedTarget, TargetLists } from '../targets/target-lists';

/** A server in ssh's configuration. */
export type SshHost = { id: string; name: string; environment: string; users: string[] };

/** The servers that ssh, scp or a tunnel reaches now, by environment and name. */
export function listSshHosts(lists: Pick<TargetLists, 'Shell' | 'FileTransfer' | 'Ssh'>): SshHost[] {
  const hosts = new Map<string, SshHost>();
  for (const target of [...lists.Shell, ...lists.FileTransfer, ...lists.Ssh]) {
    if (!target.accessDetails) continue;
    const users = [...(hosts.get(target.id)?.users ?? []), ...usersOf(target)];
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
  const socket = `${sockets}/%C`;
  // One line for a shell, so its blanks are quoted for that; the tokens are ssh's.
  const proxy = `${quoteForShell([...zli, 'ssh-proxy'])} %n %p %r ${quoteForShell([sockets.replaceAll('%', '%%')])}/%C`;
  const common = [
    `ProxyCommand ${proxy}`,
    `IdentityAgent ${quotePattern(socket)}`,
    'IdentitiesOnly no',
    `UserKnownHostsFile ${quotePattern(knownHostsBeside(socket))}`,
    'GlobalKnownHostsFile none',
    'StrictHostKeyChecking yes',
    'UpdateHostKeys no',
  ];
  const blocks = [
    ...hosts.map((host) => [...nameLines(host), ...userLines(host), ...common]),
    ['Host bzero-*', ...common],
  ];
  const header =
    '# Written by zli generate sshConfig, which writes it anew each time: changes here are lost.\n';
  return [
    header,
    ...blocks.map(([head = '', ...lines]) => `${[head, ...lines.map((line) => `  ${line}`)].join('\n')}\n`),
  ].join('\n');
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

function usersOf({ allowedTargetUsers = [] }: ListedTarget): string[] {
  return allowedTargetUsers.map(({ userName }) => userName);
}

// The folder may have a % in it, the token at its end is one.
function quotePattern(path: string): string {
  return quoteForSshConfig(path).replace('%%C', '%C');
}
