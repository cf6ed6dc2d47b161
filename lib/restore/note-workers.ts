import { markOpenOutdated, markPossiblySent, openGap, skipSerials, touchLiveness } from '@/lib/db/slack/gap';
import { inTransaction } from '@/lib/db/transaction';
import { log } from '@/lib/log';

/** How often workers note that they run. */
export const noteEveryMs = 30_000;
/** Without a note for so long, no worker ran, or the database is an older one than the workers used before. */
const gapSeconds = 120;

/**
 * Notes that workers use the database. If none did for two minutes, it may have been restored from a backup. Then nothing
 * is sent to Slack a second time: what waited is looked up there first, and the messages about pending requests are
 * rendered again, because the buttons of their cards can be gone. After a plain stop this costs a few calls of Slack.
 */
export async function noteWorkers(): Promise<void> {
  const gap = await noteGap(gapSeconds, 'pending');
  if (!gap) return touchLiveness(gapSeconds);
  const { lastNote: from, until } = gap;
  log().warn(
    { from, until },
    'no worker used the database for some time; if it was restored from a backup, run npm run restored',
  );
}

/** Notes that the database was restored: the time since workers last used it is a gap that ends now. */
export async function noteRestore(): Promise<{ from: Date; until: Date }> {
  const gap = await noteGap(0, 'open');
  if (!gap) throw new Error('the clock of the database is behind the last note of the workers');
  return { from: gap.lastNote, until: gap.until };
}

async function noteGap(seconds: number, outdated: 'open' | 'pending'): ReturnType<typeof openGap> {
  return inTransaction(async (tx) => {
    const gap = await openGap(tx, seconds);
    if (!gap) return null;
    await skipSerials(tx);
    await markPossiblySent(tx, gap);
    await markOpenOutdated(tx, outdated);
    return gap;
  });
}
