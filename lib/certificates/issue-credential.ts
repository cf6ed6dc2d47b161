import { z } from 'zod';
import { noAccess } from '@/lib/access/no-access';
import { record } from '@/lib/audit/record';
import { requirePerson } from '@/lib/authorization/require-person';
import { aboutConnection, connectionFacts } from '@/lib/connections/connection-facts';
import type { Context } from '@/lib/context';
import { type ConnectionView, certificateEnd } from '@/lib/core/access/connection';
import { type AccessBasis, evaluateAccess } from '@/lib/core/access/entitlement';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { findConnection, touchConnection } from '@/lib/db/connections/connections';
import { insertCredential } from '@/lib/db/connections/credentials';
import { type EntitledTarget, findEntitlements } from '@/lib/db/policies/entitlements';
import { inTransaction, lockForDecision } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { authorityOf, openKey } from './authority-of';
import { signFor } from './sign-for';
import { readSubjectKey, type SubjectKey } from './subject-key';

const inputSchema = z.object({
  connectionId: z.uuid(),
  publicKey: z.string('Send the public key.').trim().min(1, 'Send the public key.').max(10_000),
});

/** A certificate as it leaves: an OpenSSH line, or PEM with the PEM of its authority. */
export type IssuedCredential = {
  certificate: string;
  /** of X.509 only */
  authority?: string;
  /** of SSH only */
  principals?: string[];
  serial: bigint;
  validAfter: Date;
  validBefore: Date;
};

// A host whose clock is slow must not refuse what was just signed.
const slowClockMs = 60_000;
// What is left of access that is shorter than this opens nothing any more.
const shortestMs = 1_000;

/**
 * Signs a certificate for an open connection of the caller's, as long as its access lasts, at most five
 * minutes; asked again and again while it is connected. Whether there is access is looked up now, and the
 * row and the audit event are written before the certificate is signed. Throws `invalid`, `key-not-accepted`,
 * `not-found`, `already-ended`, `no-access`, `user-not-allowed`.
 */
export async function issueCredential(ctx: Context, input: unknown): Promise<IssuedCredential> {
  const { connectionId, publicKey } = parse(inputSchema, input);
  const { organizationId } = ctx;
  const prepared = await inTransaction(async (tx) => {
    await lockForDecision(tx, organizationId);
    const person = await requirePerson(ctx, tx);
    const connection = await findConnection(organizationId, connectionId, tx);
    if (connection?.person.id !== person.id) {
      throw new AccessError('not-found', 'There is no such connection of yours. Connect again.');
    }
    if (connection.state === 'Closed') {
      throw new AccessError(
        'already-ended',
        `This connection was closed: ${connection.closeWords}. Connect again.`,
      );
    }
    const key = readSubjectKey(connection.target.type, publicKey);
    const { target, basis, now } = await findBasis(tx, ctx, connection);
    const validBefore = certificateEnd(now, basis);
    if (validBefore.getTime() - now.getTime() < shortestMs) {
      throw new AccessError('already-ended', `Your access to ${target.name} is over. Ask again.`);
    }
    const validAfter = new Date(now.getTime() - slowClockMs);
    const authority = await authorityOf(tx, organizationId, key.kind === 'ssh' ? 'Ssh' : 'X509');
    const row = { organizationId, authorityId: authority.id, connectionId, validAfter, validBefore };
    const serial = await insertCredential(tx, row);
    await recordIssue(tx, ctx, connection, { key, serial, minutes: minutesBetween(now, validBefore) });
    return { connection, target, basis, key, authority, serial, validAfter, validBefore };
  });
  // No client of a cluster stays to be watched: its connection counts as open while its certificate is good.
  if (prepared.target.type === 'Cluster') await touchConnection(connectionId, 6 * 60);
  const { serial, validAfter, validBefore, authority } = prepared;
  const signed = await signFor({ ...prepared, authorityPem: openKey(authority) });
  return { ...signed, serial, validAfter, validBefore };
}

async function findBasis(
  tx: Tx,
  { organizationId }: Context,
  connection: ConnectionView,
): Promise<{ target: EntitledTarget; basis: AccessBasis; now: Date }> {
  const { person, target: wanted } = connection;
  const held = await findEntitlements({ organizationId, userId: person.id, targetId: wanted.id }, tx);
  const [target] = held.targets;
  if (!target) throw new AccessError('not-found', `${wanted.name} is no longer here.`);
  const answer = evaluateAccess(target.entitlements, target.type, connection, held.now);
  if (!answer.allowed) throw noAccess(target, answer, connection, []);
  return { target, basis: answer.basis, now: held.now };
}

async function recordIssue(
  tx: Tx,
  ctx: Context,
  connection: ConnectionView,
  issued: { key: SubjectKey; serial: bigint; minutes: number },
): Promise<void> {
  const { key, serial, minutes } = issued;
  const about = { kind: key.kind, serial: String(serial), minutes, key: key.fingerprint };
  const data = { ...connectionFacts(connection), ...about };
  await record(tx, ctx, { action: 'issue-credential', data }, aboutConnection(connection));
}

function minutesBetween(from: Date, to: Date): number {
  return Math.max(1, Math.round((to.getTime() - from.getTime()) / 60_000));
}
