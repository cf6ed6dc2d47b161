import { shellLine } from '@/lib/core/target/shell-word';
import type { Connection } from '../session/connection';

/** The command that opens an .rdp file on this system. */
export function openRdpLine(platform: NodeJS.Platform, path: string): string {
  switch (platform) {
    case 'win32':
      return `mstsc "${path}"`;
    case 'darwin':
      return shellLine(['open', path]);
    default:
      return shellLine(['xfreerdp', path]);
  }
}

/** The command that connects the client of SQL Server to a port of this computer. It prompts for the password. */
export function sqlcmdLine({ port, user }: { port: number; user: string }): string {
  return shellLine(['sqlcmd', '-S', `127.0.0.1,${port}`, '-U', user]);
}

/** What a person can do after ssh, which has printed its error, opened no tunnel. */
export function describeFailedTunnel({ remoteHost, targetName }: Connection): string {
  return `ssh could not open the tunnel. If ${remoteHost} refused the login, ask an admin to run the set-up script of the server that ${targetName} is reached through again.`;
}
