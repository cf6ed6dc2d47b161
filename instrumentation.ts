/** Next calls this once for each server that starts. The form matters: an early return warns about Edge. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { boot } = await import('./lib/boot');
    boot();
  }
}
