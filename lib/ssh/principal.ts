import { isHostAddress, type TunnelAddress, type TunnelService } from '@/lib/core/target/tunnel';

/**
 * The principal for one target (by its UUID) and one target user: a certificate has it, and the server lists it for
 * the account.
 *
 * Throws if `findTargetUserProblem` finds a problem.
 */
export function principalFor(targetId: string, targetUser: string): string {
  const problem = findTargetUserProblem(targetUser);
  if (problem) throw new Error(problem);
  return `bz:${targetId}:${targetUser}`;
}

/**
 * The principal for a tunnel to one target (by its UUID). It is in no account's list but that of `tunnelAccount`, and never
 * equal to one of `principalFor`.
 */
export function tunnelPrincipal(targetId: string, service: TunnelService): string {
  return `bz-${service.toLowerCase()}:${targetId}`;
}

/**
 * The line of this principal in the file of `tunnelAccount`: sshd permits nothing but forwarding to this address, because
 * a certificate can't name one.
 *
 * Throws if the host is not a name or an address.
 */
export function tunnelPrincipalLine(
  targetId: string,
  service: TunnelService,
  { host, port }: TunnelAddress,
): string {
  if (!isHostAddress(host))
    throw new Error(`The host "${printable(host)}" is not a host name or an IP address.`);
  const plain = host.replace(/^\[(.*)\]$/, '$1');
  const address = `${plain.includes(':') ? `[${plain}]` : plain}:${port}`;
  return `restrict,port-forwarding,permitopen="${address}" ${tunnelPrincipal(targetId, service)}`;
}

/** Whether a text is a line of a principals file as this product writes it: a principal, or one for a tunnel. */
export function isPrincipalLine(line: string): boolean {
  return isPrincipal(line.replace(/^restrict,port-forwarding,permitopen="[\w.:[\]-]+" (?=bz-)/, ''));
}

/**
 * Why a target user can't be used with certificates, in one sentence; undefined if it can. sshd reads the principals
 * of an account from a file with its name, one per line, where `#` starts a comment and a space ends the options
 * before the name (AUTHORIZED_KEYS FILE FORMAT in sshd(8), AuthorizedPrincipalsFile in sshd_config(5)): `root#1`
 * would admit anyone who has access as `root`.
 */
export function findTargetUserProblem(targetUser: string): string | undefined {
  const problem = findProblem(targetUser);
  return (
    problem && `The target user "${printable(targetUser)}" ${problem}. Rename the account on the server.`
  );
}

/** Whether sshd reads a line of a principals file as exactly this principal, without options or a comment. */
export function isPrincipal(line: string): boolean {
  return line !== '' && !/[\s\p{Cc}#"]/u.test(line);
}

function findProblem(targetUser: string): string | undefined {
  if (targetUser === '' || targetUser === '.' || targetUser === '..' || targetUser.includes('/'))
    return 'is not a valid file name';
  if (Buffer.byteLength(targetUser) > 255) return 'is longer than 255 bytes';
  return isPrincipal(targetUser) ? undefined : 'contains a space, a quote, a # or a control character';
}

function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '?').slice(0, 64);
}
