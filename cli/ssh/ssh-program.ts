import { bareHost } from '@/lib/core/target/host-address';
import type { Connection } from '../session/connection';
import type { Program } from '../session/run-program';
import { type Forwarding, writeForwarding } from './forwarding';
import { quoteForSshConfig, writeRemoteCommand } from './quote';

/** Files for ssh: the agent socket and the known hosts. */
export type SshFiles = {
  agentSocket: string;
  knownHosts: string;
  /** whether the host keys come from the server; otherwise ssh accepts and keeps the first ones */
  isHostKnown: boolean;
};

/** What to do on the server. */
export type SshUse =
  | { verb: 'Shell'; command: readonly string[]; isTerminal: boolean }
  | { verb: 'FileTransfer' }
  | { verb: 'Tunnel'; forwarding: Forwarding };

/** The call of ssh or sftp for a connection. It ignores the user's ssh configuration. */
export function sshProgram(connection: Connection, files: SshFiles, use: SshUse): Program {
  const options = [...sshOptions(connection, files)];
  const host = bareHost(connection.remoteHost);
  const port = String(connection.remotePort ?? 22);
  switch (use.verb) {
    case 'Shell': {
      const terminal = use.isTerminal ? '-t' : '-T';
      const command = use.command.length > 0 ? [writeRemoteCommand(use.command)] : [];
      return { command: 'ssh', args: [...options, terminal, '-p', port, '--', host, ...command] };
    }
    case 'FileTransfer':
      // sftp reads what follows a colon as a path.
      return {
        command: 'sftp',
        args: [...options, '-P', port, '--', host.includes(':') ? `[${host}]` : host],
      };
    case 'Tunnel': {
      const tunnel = ['-N', '-o', 'ExitOnForwardFailure=yes', '-L', writeForwarding(use.forwarding)];
      const args = [...options, ...tunnel, '-p', port, '--', host];
      return { command: 'ssh', args, isEndedByInterrupt: true };
    }
  }
}

function sshOptions({ targetId, targetUser }: Connection, files: SshFiles): string[] {
  const settings: Record<string, string> = {
    User: targetUser,
    // Only the agent's key, no other keys of the user.
    IdentityAgent: quoteForSshConfig(files.agentSocket),
    IdentityFile: 'none',
    IdentitiesOnly: 'no',
    PreferredAuthentications: 'publickey',
    // Known hosts are stored by the target's id, because addresses are reused.
    HostKeyAlias: targetId,
    UserKnownHostsFile: quoteForSshConfig(files.knownHosts),
    GlobalKnownHostsFile: 'none',
    StrictHostKeyChecking: files.isHostKnown ? 'yes' : 'accept-new',
    // ssh announces each key that it stores under the alias, which is an id; zli names the target instead.
    ...(!files.isHostKnown && { LogLevel: 'ERROR' }),
    CheckHostIP: 'no',
    UpdateHostKeys: 'no',
    ForwardAgent: 'no',
    ForwardX11: 'no',
    ControlMaster: 'no',
    ControlPath: 'none',
    ConnectTimeout: '15',
    ServerAliveInterval: '15',
  };
  return ['-F', 'none', ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])];
}
