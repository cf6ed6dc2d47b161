import { database } from '@/lib/db/client';
import { handlers } from '@/lib/jobs/handlers';
import type { Jobs, Queue } from '@/lib/outbox/queues';

type Job = { [Q in Queue]: { name: Q; data: Jobs[Q] } }[Queue];

/** Runs the jobs that are due, and the jobs that they send, in this process until none is left. */
export async function runDueJobs(): Promise<void> {
  for (let job = await takeDueJob(); job; job = await takeDueJob()) await run(job);
}

async function takeDueJob(): Promise<Job | undefined> {
  const { rows } = await database().pool.query<Job>(`
    UPDATE pgboss.job SET state = 'completed', completed_on = now() WHERE id = (
      SELECT id FROM pgboss.job WHERE state IN ('created', 'retry') AND start_after <= now()
      ORDER BY priority DESC, created_on, id LIMIT 1)
    RETURNING name, data`);
  return rows[0];
}

function run<Q extends Queue>({ name, data }: { name: Q; data: Jobs[Q] }): Promise<unknown> {
  return handlers[name](data);
}
