import type { Connection } from '../session/connection';
import type { Program } from '../session/run-program';
import { type Forwarding, writeForwarding } from './forwarding';
import { quoteForSshConfig, writeRemoteCommand } from './quote';

/** Where ssh finds the key, and what it knows of the host. */
export type SshFiles = {
  agentSocket: string;
  knownHosts: string;
  /** whether the host's keys are known for sure; else the first key that it shows is kept */
  isHostKnown: boolean;
};

/** What is done on the server. */
export type SshUse =
  | { verb: 'Shell'; command: readonly string[]; isTerminal: boolean }
  | { verb: 'FileTransfer' }
  | { verb: 'Tunnel'; forwarding: Forwarding };

/** The call of ssh or sftp for a connection, which uses nothing of the person's own configuration. */
export function sshProgram(connection: Connection, files: SshFiles, use: SshUse): Program {
  const options = [...sshOptions(connection, files)];
  const host = connection.remoteHost.replace(/^\[(.*)\]$/, '$1');
  const port = String(connection.remotePort ?? 22);
  switch (use.verb) {
    case 'Shell': {
      const terminal = use.isTerminal ? '-t' : '-T';
      const command = use.command.length > 0 ? [writeRemoteCommand(use.command)] : [];
      return { command: 'ssh', args: [...options, terminal, '-p', port, '--', host, ...command] };
    }
    case 'FileTransfer':
      // sftp takes what is behind a colon for a path.
      return {
        command: 'sftp',
        args: [...options, '-P', port, '--', host.includes(':') ? `[${host}]` : host],
      };
    case 'Tunnel': {
      const tunnel = ['-N', '-o', 'ExitOnForwardFailure=yes', '-L', writeForwarding(use.forwarding)];
      const args = [...options, ...tunnel, '-p', port, '--', host];
      return { command: 'ssh', args, isLeftByInterrupt: true };
    }
  }
}

function sshOptions({ targetId, targetUser }: Connection, files: SshFiles): string[] {
  const settings: Record<string, string> = {
    User: targetUser,
    // The one key, and no other that ssh would find by itself.
    IdentityAgent: quoteForSshConfig(files.agentSocket),
    IdentityFile: 'none',
    IdentitiesOnly: 'no',
    PreferredAuthentications: 'publickey',
    // The host goes by the target's id: addresses are given to other machines.
    HostKeyAlias: targetId,
    UserKnownHostsFile: quoteForSshConfig(files.knownHosts),
    GlobalKnownHostsFile: 'none',
    StrictHostKeyChecking: files.isHostKnown ? 'yes' : 'accept-new',
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
