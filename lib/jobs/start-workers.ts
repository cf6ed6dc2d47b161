import type { PgBoss } from 'pg-boss';
import { log } from '@/lib/log';
import { createQueues, type Jobs, newBoss, type Queue, queues } from '@/lib/outbox/queues';
import { redeliverMessages } from '@/lib/outbox/redeliver-messages';
import { noteEveryMs, noteWorkers } from '@/lib/restore/note-workers';
import { handlers } from './handlers';
import { keepAuditSealed } from './keep-audit-sealed';
import { repeat } from './repeat';

/** Concurrency and polling of queues; the default is one job at a time, polled every two seconds. */
const polling: Partial<Record<Queue, { localConcurrency: number; pollingIntervalSeconds: number }>> = {
  'deliver-slack': { localConcurrency: 4, pollingIntervalSeconds: 0.5 },
  'expire-grant': { localConcurrency: 1, pollingIntervalSeconds: 0.5 },
  'recheck-connections': { localConcurrency: 1, pollingIntervalSeconds: 0.5 },
  'check-door': { localConcurrency: 2, pollingIntervalSeconds: 1 },
  'call-provisioner': { localConcurrency: 4, pollingIntervalSeconds: 1 },
  'lapse-request': { localConcurrency: 1, pollingIntervalSeconds: 1 },
  'remind-admins': { localConcurrency: 1, pollingIntervalSeconds: 1 },
  'publish-home': { localConcurrency: 1, pollingIntervalSeconds: 1 },
};

/** With the lease of a message (15 s), a delivery whose worker died or stopped is taken over within 25 s. */
const takeOverMs = 5_000;

const everyMinute = '* * * * *';
/** The clean-up counts hours, so a few minutes more don't matter. */
const everyFiveMinutes = '*/5 * * * *';
const everyHour = '17 * * * *';

/** Starts the workers. `stop` waits up to ten seconds for running jobs; a job that does not finish runs again. */
export async function startWorkers(options: { databaseUrl: string }): Promise<{ stop(): Promise<void> }> {
  // Before anything is sent: after a restore, what waits can be in Slack already.
  await noteWorkers();
  const boss = newBoss(options.databaseUrl);
  boss.on('error', (error) => log().error({ err: error.message }, 'the job queue failed'));
  await boss.start();
  try {
    await createQueues(boss);
    for (const queue of queues) await startQueue(boss, queue);
    await boss.schedule('sweep', everyMinute);
    await boss.schedule('check-due-provisioners', everyMinute);
    await boss.schedule('archive-offline', everyFiveMinutes);
    await boss.schedule('check-log-channels', everyHour);
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }
  const sealing = keepAuditSealed();
  const noting = repeat('noting the workers', noteEveryMs, noteWorkers);
  const takingOver = repeat(
    'taking deliveries over',
    takeOverMs,
    async () => void (await redeliverMessages()),
  );
  log().info('the workers are running');
  return {
    stop: async () => {
      await noting.stop();
      await takingOver.stop();
      await boss.stop({ graceful: true, timeout: 10_000 });
      // Last: what the jobs recorded is sealed too.
      await sealing.stop();
    },
  };
}

async function startQueue<Q extends Queue>(boss: PgBoss, queue: Q): Promise<void> {
  await boss.work<Jobs[Q]>(queue, { batchSize: 1, ...polling[queue] }, async (jobs) => {
    for (const job of jobs) await run(queue, job.data);
  });
}

async function run<Q extends Queue>(queue: Q, data: Jobs[Q]): Promise<void> {
  try {
    await handlers[queue](data);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log().warn({ queue, why }, 'a job failed and will be retried');
    throw error;
  }
}
