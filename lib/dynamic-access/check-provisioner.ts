import { claimDueChecks, findDynamicAccess, writeDynamicStatus } from '@/lib/db/targets/dynamic-access';
import { callWebhook } from './call-webhook';

const timeoutMs = 5_000;
const concurrency = 8;
/** As many as fit into a minute if no provisioning server answers. */
const mostChecks = 80;

/**
 * Calls the health webhook of a dynamic server, and writes its status: Online after a good answer, Error after another one,
 * Offline without any. Nothing for one that has no webhooks.
 */
export async function checkProvisioner({
  organizationId,
  targetId,
}: {
  organizationId: string;
  targetId: string;
}): Promise<void> {
  const access = await findDynamicAccess(organizationId, targetId);
  if (!access) return;
  const answer = await callWebhook(access, 'health', { timeoutMs });
  const failed = answer.status === null ? 'Offline' : 'Error';
  await writeDynamicStatus(access, answer.isOk ? 'Online' : failed);
}

/** Calls the health webhooks that are due, those that waited longest first. */
export async function checkDueProvisioners(): Promise<void> {
  const due = await claimDueChecks(mostChecks);
  const work = async () => {
    for (let next = due.pop(); next; next = due.pop()) await checkProvisioner(next);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}
