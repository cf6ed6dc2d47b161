import { database } from '@/lib/db/client';
import { handlers } from '@/lib/jobs/handlers';
import { type Jobs, type Queue, queues } from '@/lib/outbox/queues';

type Job = { [Q in Queue]: { name: Q; data: Jobs[Q] } }[Queue];

/**
 * Runs the jobs that are due, and the jobs that they send, in this process until none is left: all, or those of some queues.
 */
export async function runDueJobs(only: readonly Queue[] = queues): Promise<void> {
  for (let job = await takeDueJob(only); job; job = await takeDueJob(only)) await run(job);
}

async function takeDueJob(only: readonly Queue[]): Promise<Job | undefined> {
  const { rows } = await database().pool.query<Job>(
    `
    UPDATE pgboss.job SET state = 'completed', completed_on = now() WHERE id = (
      SELECT id FROM pgboss.job WHERE state IN ('created', 'retry') AND start_after <= now() AND name = ANY ($1)
      ORDER BY priority DESC, created_on, id LIMIT 1)
    RETURNING name, data`,
    [only],
  );
  return rows[0];
}

function run<Q extends Queue>({ name, data }: { name: Q; data: Jobs[Q] }): Promise<unknown> {
  return handlers[name](data);
}
