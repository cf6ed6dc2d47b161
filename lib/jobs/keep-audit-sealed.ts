import { makeCheckpoints } from '@/lib/audit/make-checkpoints';
import { newSealer } from '@/lib/audit/seal-events';
import { log } from '@/lib/log';

/** Events are sealed at most five seconds late. */
const pauseMs = 2_000;
/** Checkpoints are due every five minutes; looking for due ones is not free. */
const roundsPerCheck = 10;

/**
 * Seals the audit log and signs its checkpoints until it is stopped. A timer and not a queue: sealing waits for no other
 * job, and a job every two seconds would cost more than the work. `stop` waits for the round that runs.
 */
export function keepAuditSealed(): { stop(): Promise<void> } {
  const seal = newSealer();
  const stopping = new AbortController();
  const rounds = (async () => {
    for (let round = 0; !stopping.signal.aborted; round++) {
      await run(async () => {
        await seal();
        if (round % roundsPerCheck === 0) await makeCheckpoints();
      });
      await pause(stopping.signal);
    }
    // What the last jobs recorded.
    await run(async () => void (await seal()));
  })();
  return {
    stop: () => {
      stopping.abort();
      return rounds;
    },
  };
}

/** A failure, such as a database that restarts, is for the next round. */
async function run(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log().warn({ why }, 'sealing the audit log failed and will be retried');
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, pauseMs);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
