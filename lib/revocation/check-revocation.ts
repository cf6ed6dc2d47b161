import { auditFacts, auditSubject } from '@/lib/access/audit-facts';
import { findRecipients, notifyRevocationCheck } from '@/lib/access/notify';
import { getRequestOrThrow } from '@/lib/access/transitions';
import { record } from '@/lib/audit/record';
import { systemContext } from '@/lib/context';
import { statusAt } from '@/lib/core/access/request';
import { findConnection, findConnections } from '@/lib/db/connections/connections';
import { findLastCredential, type LastCredential } from '@/lib/db/connections/credentials';
import {
  findRevocationCheck,
  findStalledRevocationChecks,
  type RevocationCheckRow,
  saveRevocationCheck,
} from '@/lib/db/connections/revocation-checks';
import { findRequest, touchRequest } from '@/lib/db/requests/requests';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { sendJob } from '@/lib/outbox/send-job';
import type { ProbeResult } from '@/lib/target-setup/probe-result';
import { probeTarget } from './probe-target';

type About = { organizationId: string; requestId: string };

const retrySeconds = 20;
/** How often to probe an unreachable target before the check ends as Unverified. */
const maxUnknownAttempts = 5;
const batchSize = 200;

/**
 * Probes whether the target refuses ended access (R22). Refused: the revocation is verified. Accepted: notifies
 * admins once, and probes again until it is refused. Unreachable: probes a few times, then the check ends as
 * Unverified.
 */
export async function checkRevocation({ organizationId, requestId }: About): Promise<void> {
  const [revocationCheck, request, credential] = await Promise.all([
    findRevocationCheck(requestId),
    findRequest(organizationId, requestId),
    findLastCredential(requestId),
  ]);
  if (!revocationCheck || revocationCheck.state === 'Verified' || !request) return;
  // The access is active, so its end will start another check.
  if (statusAt(request, await databaseNow()) === 'Active') return;
  // Web apps don't use certificates: their check uses the last session.
  const [last] = (await findConnections({ organizationId, requestId, take: 1 })).connections;
  const connectionId = credential?.connectionId;
  const connection = connectionId ? await findConnection(organizationId, connectionId) : last;
  if (!connection) return;
  await saveResult(
    { organizationId, requestId },
    revocationCheck,
    await probeTarget({ organizationId, requestId }, connection),
    credential,
  );
}

/** Runs the checks whose jobs were lost, and returns their number. */
export async function resumeRevocationChecks(): Promise<number> {
  const stalled = await findStalledRevocationChecks(batchSize);
  for (const revocationCheck of stalled) await checkRevocation(revocationCheck);
  return stalled.length;
}

async function saveResult(
  { organizationId, requestId }: About,
  revocationCheck: RevocationCheckRow,
  result: ProbeResult,
  credential: LastCredential | null,
): Promise<void> {
  const state = nextState(result, revocationCheck.attempts + 1);
  await inTransaction(async (tx) => {
    const at = await databaseNow(tx);
    const alarm = state === 'StillOpen' && revocationCheck.alarmedAt === null;
    const isOpen = state === 'StillOpen' && credential !== null;
    const detail = isOpen ? `${result.detail} ${describeOpenReason(credential, at)}` : result.detail;
    if (!(await saveRevocationCheck(tx, requestId, { state, detail, at, alarm }))) return;
    if (state === 'Verified' || alarm) {
      await touchRequest(tx, requestId);
      const request = await getRequestOrThrow(tx, organizationId, requestId);
      const data = { ...auditFacts(request), found: state === 'Verified' ? 'gone' : 'open', detail } as const;
      const ctx = systemContext(organizationId, 'the clock', 'clock');
      await record(tx, ctx, { action: 'check-door', data }, auditSubject(request));
      const recipients = await findRecipients(tx, organizationId);
      await notifyRevocationCheck(tx, { organizationId, request, recipients }, state);
    }
    if (state === 'StillOpen' || state === 'Pending') {
      const startAfter = new Date(at.getTime() + retrySeconds * 1000);
      await sendJob(tx, 'check-door', { organizationId, requestId }, startAfter);
    }
  });
}

function nextState({ outcome }: ProbeResult, attempts: number): RevocationCheckRow['state'] {
  switch (outcome) {
    case 'refused':
      return 'Verified';
    case 'accepted':
      return 'StillOpen';
    case 'unknown':
      return attempts >= maxUnknownAttempts ? 'Unverified' : 'Pending';
  }
}

function describeOpenReason({ validBefore }: LastCredential, now: Date): string {
  return validBefore > now
    ? `The host has not read the revocation list yet. The certificate expires at ${validBefore.toISOString().slice(0, 19).replace('T', ' ')} UTC.`
    : 'The certificate has expired, but the host still accepts it. Check its clock and its configuration.';
}
