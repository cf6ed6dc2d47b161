/** Opens an address in the default browser; does nothing if there is none. */
export async function openBrowser(address: string): Promise<void> {
  const { default: open } = await import('open');
  const child = await open(address).catch(() => null);
  // If the program that opens browsers is missing, this event comes later and would crash zli.
  child?.on('error', () => {});
}
