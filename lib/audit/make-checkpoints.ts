import { findLogsToSign, findUnsignedHead, insertCheckpoint } from '@/lib/db/audit/checkpoints';
import { inTransaction } from '@/lib/db/transaction';
import { log as processLog } from '@/lib/log';
import { notifyCheckpoint } from '@/lib/outbox/notify-checkpoint';
import { signCheckpoint } from '@/lib/verify-audit.mjs';
import { findOrCreateSigningKey, openSigningKey } from './signing-key';

/**
 * Signs the newest sealed event of each log that has new ones since its last checkpoint, if that is at least `minutes` old,
 * and posts the checkpoint in the log channel. A log whose key cannot be opened stops no other. Returns how many it made.
 */
export async function makeCheckpoints(minutes = 5): Promise<number> {
  let made = 0;
  for (const log of await findLogsToSign(minutes)) {
    try {
      if (await makeCheckpoint(log)) made += 1;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      processLog().error({ auditLog: log, why }, 'the audit log was not signed');
    }
  }
  return made;
}

/** False when another process made it first. */
async function makeCheckpoint(log: string): Promise<boolean> {
  return inTransaction(async (tx) => {
    const key = await findOrCreateSigningKey(tx, log);
    const head = await findUnsignedHead(tx, log);
    if (!head) return false;
    const { seq, hash } = head;
    const at = head.at.toISOString();
    const text = signCheckpoint({ log, seq, hash, at, keyId: key.id }, openSigningKey(key));
    await insertCheckpoint(tx, { log, seq, text });
    await notifyCheckpoint(tx, { log, seq });
    return true;
  });
}
