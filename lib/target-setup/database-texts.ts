export const trustAbout =
  'Trust the authority and check its revocation list. TLS also needs a certificate for the server itself.';
export const noUsers =
  'No policy lists a target user of this database. Create one, then copy these lines again.';
export const listTitle = 'Revocation list (once)';
export const listAbout =
  'Do it before the next steps: with their settings and without this file, the server does not start.';
export const cronTitle = 'Cron job (every minute)';
export const cronAbout =
  'Put it into /etc/cron.d/bzero-crl. It fetches the revocation list. Without it, revoked certificates are accepted until they expire, at most five minutes, and after a day nobody can log in.';

/** The lines for /etc/cron.d: cron has no variables of a shell, and reads % as the end of the command. */
export function cronLines(account: string, command: string): string {
  return `PATH=/usr/local/bin:/usr/bin:/bin\n* * * * * ${account} ${command.replaceAll('%', '\\%')}\n`;
}
