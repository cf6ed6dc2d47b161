import { openGap, skipSerials, touchLiveness } from '@/lib/db/slack/gap';
import { markOpenOutdated, markPossiblySent } from '@/lib/db/slack/messages';
import { inTransaction } from '@/lib/db/transaction';
import { log } from '@/lib/log';

/** How often workers note that they run. */
export const noteEveryMs = 30_000;
/** Without a note for so long, no worker ran, or the database is an older one than the workers used before. */
const gapSeconds = 120;

/**
 * Notes that workers use the database. If none did for two minutes, it may have been restored from a backup. Then nothing
 * is sent to Slack a second time: what waited is looked up there first, and what the copies of open requests show is
 * rendered again. After a plain stop this costs a few calls of Slack.
 */
export async function noteWorkers(): Promise<void> {
  const gap = await noteGap(gapSeconds);
  if (!gap) return touchLiveness();
  const { lastNote: from, until } = gap;
  log().warn(
    { from, until },
    'no worker used the database for some time; if it was restored from a backup, run npm run restored',
  );
}

/** Notes the time since workers last used the database as a gap that ends now, if that is at least `seconds` ago. */
export async function noteGap(seconds: number): ReturnType<typeof openGap> {
  return inTransaction(async (tx) => {
    const gap = await openGap(tx, seconds);
    if (!gap) return null;
    await skipSerials(tx);
    await markPossiblySent(tx, gap);
    await markOpenOutdated(tx);
    return gap;
  });
}
