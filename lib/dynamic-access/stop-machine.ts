import { record } from '@/lib/audit/record';
import { aboutConnection, connectionFacts } from '@/lib/connections/connection-facts';
import { claimStop, writeStopError, writeStopped } from '@/lib/db/connections/machines';
import { inTransaction } from '@/lib/db/transaction';
import { sendJob } from '@/lib/outbox/send-job';
import { callWebhook } from './call-webhook';
import { clockOf, type MachineJob } from './machine-job';

const timeoutMs = 30_000;

/** Has the machine of a session stopped, if that is due; after a failure again, with growing pauses, until that succeeds. */
export async function stopMachine({ about, connection, access }: MachineJob): Promise<void> {
  const uniqueId = await claimStop(about);
  if (uniqueId === null) return;
  const answer = await callWebhook(access, 'stop', { body: { uniqueId }, timeoutMs });
  await inTransaction(async (tx) => {
    if (!answer.isOk) {
      const again = await writeStopError(tx, about, answer.error);
      if (again) await sendJob(tx, 'call-provisioner', about, again);
      return;
    }
    if (!(await writeStopped(tx, about))) return;
    const data = { ...connectionFacts(connection), machine: uniqueId };
    await record(tx, clockOf(about), { action: 'stop-machine', data }, aboutConnection(connection));
  });
}
