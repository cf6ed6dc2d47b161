import { claimOverdueMachines } from '@/lib/db/connections/machines';
import { inTransaction } from '@/lib/db/transaction';
import { sendJobs } from '@/lib/outbox/send-job';
import { giveUpMachines } from './give-up-machines';

const batchSize = 200;

/** Gives up machines that do not come, and sends the jobs of webhooks again that were lost. Returns how many there were. */
export async function resumeMachines(): Promise<number> {
  const given = await giveUpMachines();
  const overdue = await inTransaction(async (tx) => {
    const claimed = await claimOverdueMachines(tx, batchSize);
    await sendJobs(tx, 'call-provisioner', claimed);
    return claimed;
  });
  return given + overdue.length;
}
