import { notifyRevocationCheck } from '@/lib/access/notify';
import { auditAbout, auditFacts } from '@/lib/access/request-facts';
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
import type { ProbeResult } from './probe-result';
import { probeTarget } from './probe-target';

type About = { organizationId: string; requestId: string };

const againSeconds = 20;
/** How often a door is tried that can't be reached, before it is left as unknown. */
const mostUnknown = 5;
const batch = 200;

/**
 * Tries the door of ended access with a credential that is worth no more than the last one that was given
 * out: refused means that the access is verified gone, let in raises the alarm, once, and it is tried again
 * until it is refused. What can't be reached is tried a few times, and then said to be unknown.
 */
export async function checkRevocation({ organizationId, requestId }: About): Promise<void> {
  const [revocationCheck, request, credential] = await Promise.all([
    findRevocationCheck(requestId),
    findRequest(organizationId, requestId),
    findLastCredential(requestId),
  ]);
  if (!revocationCheck || revocationCheck.state === 'Verified' || !request) return;
  // Asked for again meanwhile and given: then it is open by right, and its own end will try it.
  if (statusAt(request, await databaseNow()) === 'Active') return;
  // A web app takes no certificate: its door is the last connection itself.
  const [last] = (await findConnections({ organizationId, requestId, take: 1 })).connections;
  const given = credential?.connectionId;
  const connection = given ? await findConnection(organizationId, given) : last;
  if (!connection) return;
  await note(
    { organizationId, requestId },
    revocationCheck,
    await probeTarget(organizationId, connection, credential),
    credential,
  );
}

/** Tries the doors whose jobs were lost. Gives how many there were. */
export async function resumeRevocationChecks(): Promise<number> {
  const stalled = await findStalledRevocationChecks(batch);
  for (const revocationCheck of stalled) await checkRevocation(revocationCheck);
  return stalled.length;
}

async function note(
  { organizationId, requestId }: About,
  revocationCheck: RevocationCheckRow,
  tried: ProbeResult,
  credential: LastCredential | null,
): Promise<void> {
  const isLastTry = revocationCheck.attempts + 1 >= mostUnknown;
  const state =
    tried.found === 'unknown'
      ? isLastTry
        ? 'Unverified'
        : 'Pending'
      : tried.found === 'gone'
        ? 'Verified'
        : 'StillOpen';
  await inTransaction(async (tx) => {
    const at = await databaseNow(tx);
    const alarm = state === 'StillOpen' && revocationCheck.alarmedAt === null;
    const isOpen = state === 'StillOpen' && credential !== null;
    const detail = isOpen ? `${tried.detail} ${sayLatest(credential, at)}` : tried.detail;
    if (!(await saveRevocationCheck(tx, requestId, { state, detail, at, alarm }))) return;
    if (state === 'Verified' || alarm) {
      await touchRequest(tx, requestId);
      const request = await getRequestOrThrow(tx, organizationId, requestId);
      const data = { ...auditFacts(request), found: state === 'Verified' ? 'gone' : 'open', detail } as const;
      const ctx = systemContext(organizationId, 'the clock', 'clock');
      await record(tx, ctx, { action: 'check-door', data }, auditAbout(request));
      await notifyRevocationCheck(tx, { organizationId, request }, state);
    }
    if (state === 'StillOpen' || state === 'Pending') {
      const startAfter = new Date(at.getTime() + againSeconds * 1000);
      await sendJob(tx, 'check-door', { organizationId, requestId }, startAfter);
    }
  });
}

function sayLatest({ validBefore }: LastCredential, now: Date): string {
  return validBefore > now
    ? `The host has not read the list of revoked certificates yet; at ${validBefore.toISOString().slice(11, 19)} UTC the certificate ends by itself.`
    : 'The certificate has ended, and the host still takes it: look at its clock and its configuration.';
}
