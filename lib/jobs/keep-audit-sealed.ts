import { makeCheckpoints } from '@/lib/audit/make-checkpoints';
import { newSealer } from '@/lib/audit/seal-events';
import { repeat } from './repeat';

/** Events are sealed at most five seconds late. */
const pauseMs = 2_000;
/** Checkpoints are due every five minutes; looking for due ones is not free. */
const roundsPerCheck = 10;

/**
 * Seals the audit log and signs its checkpoints until it is stopped. A timer and not a queue: sealing waits for no other
 * job, and a job every two seconds would cost more than the work.
 */
export function keepAuditSealed(): { stop(): Promise<void> } {
  const seal = newSealer();
  const sealing = repeat('sealing the audit log', pauseMs, async (round) => {
    await seal();
    if (round % roundsPerCheck === 0) await makeCheckpoints();
  });
  return {
    stop: async () => {
      await sealing.stop();
      // What the last jobs recorded.
      await seal().catch(() => undefined);
    },
  };
}
