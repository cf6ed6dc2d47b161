/** The public key lines of a server's identity; empty if it is null. */
export function hostKeysOf(serverIdentity: string | null): string[] {
  return (serverIdentity ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
