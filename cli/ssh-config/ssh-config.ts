import { shellLine, shellQuote } from '@/lib/core/target/shell-word';
import { isId } from '../session/connection';
import { knownHostsBeside } from '../ssh/proxy-socket';
import type { ListedTarget, TargetLists } from '../targets/target-lists';

/** A server in ssh's configuration. */
type SshHost = { id: string; name: string; environment: string; users: string[] };

/** The servers that the caller can access now with ssh, scp or a tunnel, sorted by environment and name. */
export function listSshHosts(lists: Pick<TargetLists, 'Shell' | 'FileTransfer' | 'Ssh'>): SshHost[] {
  const hosts = new Map<string, SshHost>();
  for (const target of [...lists.Shell, ...lists.FileTransfer, ...lists.Ssh]) {
    if (!target.accessDetails || !isId(target.id)) continue;
    const users = [...(hosts.get(target.id)?.users ?? []), ...targetUsersOf(target)];
    const { id, name, environmentName: environment } = target;
    hosts.set(id, { id, name, environment, users: [...new Set(users)] });
  }
  const place = ({ environment, name }: SshHost) => `${environment} ${name}`;
  return [...hosts.values()].sort((a, b) => place(a).localeCompare(place(b)));
}

/**
 * Writes the ssh configuration for these servers, and for any other server as `bzero-NAME`.
 *
 * @param zli the command that starts the proxy of zli
 * @param sockets the folder for agent sockets
 * @param more settings that not every ssh knows
 */
export function writeSshConfig(
  hosts: readonly SshHost[],
  zli: readonly string[],
  sockets: string,
  more: readonly string[] = [],
): string {
  const settings = [...instead, ...more];
  const blocks = [
    ...hosts.map((host) => [
      ...nameLines(host),
      ...userLines(host),
      ...proxyLines(zli, sockets, `%r@${host.id.slice(0, 8)}`),
      ...settings,
    ]),
    ['Host bzero-*', ...proxyLines(zli, sockets, '%r@%n'), ...settings],
  ];
  const texts = blocks.map(
    ([head = '', ...lines]) => `${[head, ...lines.map((line) => `  ${line}`)].join('\n')}\n`,
  );
  return [HEADER, ...texts].join('\n');
}

const HEADER = '# Written by zli generate sshConfig. Changes are overwritten.\n';

/**
 * Settings that a person can have for all hosts, with which the connection would fail, outlast the access, give the
 * server more, or trust other keys. In ssh the first value wins.
 */
const instead = [
  'PubkeyAuthentication yes',
  'PubkeyAcceptedKeyTypes ssh-ed25519-cert-v01@openssh.com',
  'PreferredAuthentications publickey',
  'ControlMaster no',
  'ControlPath none',
  'ProxyUseFdpass no',
  'CanonicalizeHostname no',
  'ForwardAgent no',
  'ForwardX11 no',
  'VerifyHostKeyDNS no',
];

/** The same, for ssh since OpenSSH 8.5. An older one refuses every connection with it. */
export const noKnownHostsCommand = 'KnownHostsCommand none';

// The socket name uses only tokens that ProxyCommand supports too. It is short, because the path of a socket is
// limited to about 100 bytes.
function proxyLines(zli: readonly string[], sockets: string, name: string): string[] {
  const folder = sockets.replaceAll('%', '%%');
  const socket = `${folder}/${name}`;
  return [
    `ProxyCommand ${shellLine(zli).replaceAll('%', '%%')} '%n' %p '%r' ${shellQuote(socket)}`,
    `IdentityAgent "${socket}"`,
    'IdentitiesOnly no',
    `UserKnownHostsFile "${knownHostsBeside(socket)}"`,
    'GlobalKnownHostsFile none',
    'StrictHostKeyChecking yes',
    'UpdateHostKeys no',
  ];
}

// A name is a pattern here, a user can become part of the line that ProxyCommand gives to a shell, and newer versions of
// ssh replace tokens and variables in it. So only names of plain characters are written; zli connect accepts all of them.
const isPlain = (text: string) => /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.@+:=-]*$/u.test(text);

function nameLines({ id, name, environment }: SshHost): string[] {
  const names = [name, `${name}.${environment}`].filter(isPlain);
  return [`Host ${names.length > 0 ? names.join(' ') : id}`, `HostKeyAlias ${id}`];
}

function userLines({ users }: SshHost): string[] {
  const plain = users.filter(isPlain);
  const [only] = plain;
  if (only && users.length === 1) return [`User ${only}`];
  return [
    '# Choose one of these. Without a user, ssh uses your local user name:',
    ...plain.map((user) => `# User ${user}`),
  ];
}

function targetUsersOf({ allowedTargetUsers = [] }: ListedTarget): string[] {
  return allowedTargetUsers.map(({ userName }) => userName);
}
