/** Opens an address in the person's browser; where there is none, nothing happens. */
export async function openBrowser(address: string): Promise<void> {
  const { default: open } = await import('open');
  const child = await open(address).catch(() => null);
  // The program that opens browsers may be missing: that is told later, by an event which would end zli.
  child?.on('error', () => {});
}
