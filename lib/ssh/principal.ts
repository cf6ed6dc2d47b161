/**
 * The name that a certificate carries, and that a server lists for an account: one target, one target user.
 *
 * @param targetId the target's UUID.
 * @throws where `findTargetUserProblem` has something to say.
 */
export function principalFor(targetId: string, targetUser: string): string {
  const unfit = findTargetUserProblem(targetUser);
  if (unfit) throw new Error(unfit);
  return `bz:${targetId}:${targetUser}`;
}

/**
 * Says in one sentence why no account of a server can be called so, as far as certificates go; undefined where it
 * can. sshd keeps the principals of an account in a file of its name, one a line, where `#` begins a comment and a
 * blank ends the options before the name (AUTHORIZED_KEYS FILE FORMAT in sshd(8), AuthorizedPrincipalsFile in
 * sshd_config(5)): `root#1` would let in whoever may be `root`.
 */
export function findTargetUserProblem(targetUser: string): string | undefined {
  const fault = findFault(targetUser);
  return fault && `The target user "${printable(targetUser)}" ${fault}: rename the account on the server.`;
}

/** Tells whether sshd reads this line of a principals file as this one principal, without options or comment. */
export function isPrincipal(line: string): boolean {
  return line !== '' && !/[\s\p{Cc}#"]/u.test(line);
}

function findFault(targetUser: string): string | undefined {
  if (targetUser === '' || targetUser === '.' || targetUser === '..' || targetUser.includes('/'))
    return 'can’t be the name of a file';
  if (Buffer.byteLength(targetUser) > 255) return 'is longer than 255 bytes';
  return isPrincipal(targetUser) ? undefined : 'has a blank, a quote, a # or a control character in it';
}

function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '?').slice(0, 64);
}
