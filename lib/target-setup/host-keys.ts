/** The public key lines of a server's identity, one each; none where nothing is known of it. */
export function hostKeysOf(serverIdentity: string | null): string[] {
  return (serverIdentity ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
