import { setTimeout as wait } from 'node:timers/promises';

const giveUpAfterMs = 180_000;

/** Waits until something is so. What fails meanwhile counts as not yet. Throws after three minutes. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + giveUpAfterMs;
  for (;;) {
    const answer = await isSo().catch((error: Error) => error);
    if (answer === true) return;
    if (Date.now() > giveUpAt)
      throw new Error(`It never came that ${what}${answer instanceof Error ? `: ${answer.message}` : ''}.`);
    await wait(100);
  }
}
