import { z } from 'zod';
import { noAccess } from '@/lib/access/no-access';
import { record } from '@/lib/audit/record';
import { requireSubject } from '@/lib/authorization/require-subject';
import { aboutConnection, connectionFacts } from '@/lib/connections/connection-facts';
import { holdAccess } from '@/lib/connections/hold-access';
import { findServerOf } from '@/lib/connections/machine';
import { findSshRoute } from '@/lib/connections/ssh-route';
import type { Context } from '@/lib/context';
import { type ConnectionView, certificateEnd } from '@/lib/core/access/connection';
import type { AccessBasis } from '@/lib/core/access/entitlement';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { findConnection, moveConnection, touchConnection } from '@/lib/db/connections/connections';
import { type AuthorityOwner, insertCredential } from '@/lib/db/connections/credentials';
import { lockConnectionForUse } from '@/lib/db/locks';
import type { EntitledTarget } from '@/lib/db/policies/entitlements';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { findOrCreateAuthority, readAuthorityKey } from './find-or-create-authority';
import { signCredential } from './sign-credential';
import { readSubjectKey, type SubjectKey } from './subject-key';

const inputSchema = z.object({
  connectionId: z.uuid(),
  publicKey: z.string('Send the public key.').trim().min(1, 'Send the public key.').max(10_000),
});

/** A signed certificate: an OpenSSH line, or PEM with the PEM of its authority. */
type IssuedCredential = {
  certificate: string;
  /** X.509 only */
  authority?: string;
  /** SSH only */
  principals?: string[];
  serial: bigint;
  validAfter: Date;
  validBefore: Date;
};

// Back-dates certificates, so that hosts with a slow clock accept them.
const clockSkewMs = 60_000;
const minValidityMs = 1_000;

/**
 * Signs a certificate for an open connection of the caller. For a database behind a server, the format of the key says
 * which: the certificate for the database, or the one for the tunnel to it. It is valid until the access ends, at most five minutes;
 * clients renew it while they are connected. Looks up the access first, and writes the row and the audit event before
 * it signs. Throws `invalid`, `key-not-accepted`, `not-found`, `already-ended`, `no-access`, `user-not-allowed`,
 * `unreachable`.
 */
export async function issueCredential(ctx: Context, input: unknown): Promise<IssuedCredential> {
  const { connectionId, publicKey } = parse(inputSchema, input);
  const { organizationId } = ctx;
  const prepared = await inTransaction(async (tx) => {
    const person = await requireSubject(ctx, tx);
    const connection = await findConnection(organizationId, connectionId, tx);
    if (connection?.person.id !== person.id) {
      throw new AccessError('not-found', 'Session not found. Connect again.');
    }
    if (connection.state === 'Closed') {
      throw new AccessError(
        'already-ended',
        `This session was closed: ${connection.closeWords}. Connect again.`,
      );
    }
    const { target, basis, now } = await holdBasis(tx, organizationId, connection);
    const server = await findServerOf({ organizationId, connectionId }, target, tx);
    const route = await findSshRoute(organizationId, server, connection, tx);
    const key = readSubjectKey(target.type, publicKey, route !== null);
    const validBefore = certificateEnd(now, basis);
    if (validBefore.getTime() - now.getTime() < minValidityMs) {
      throw new AccessError('already-ended', `Your access to ${target.name} has ended. Request it again.`);
    }
    const validAfter = new Date(now.getTime() - clockSkewMs);
    const authority = await findOrCreateAuthority(tx, ownerOf(organizationId, key, target));
    const row = { organizationId, authorityId: authority.id, connectionId, validAfter, validBefore };
    const serial = await insertCredential(tx, row);
    await recordIssue(tx, ctx, connection, { key, serial, minutes: minutesBetween(now, validBefore) });
    // Clients of clusters don't report that they are connected: a session counts as open while its certificate is valid.
    if (target.type === 'Cluster') await touchConnection(connectionId, 6 * 60, tx);
    return { connection, target, route, basis, key, authority, serial, validAfter, validBefore };
  });
  const { serial, validAfter, validBefore, authority } = prepared;
  const signed = await signCredential({ ...prepared, authorityPem: readAuthorityKey(authority) });
  return { ...signed, serial, validAfter, validBefore };
}

function ownerOf(organizationId: string, key: SubjectKey, target: EntitledTarget): AuthorityOwner {
  return key.kind === 'ssh' ? { organizationId, kind: 'Ssh' } : { organizationId, kind: 'X509', target };
}

/**
 * What gives the access of an open connection. Neither ends before the transaction does, so what is issued is known to
 * what ends it.
 */
async function holdBasis(
  tx: Tx,
  organizationId: string,
  connection: ConnectionView,
): Promise<{ target: EntitledTarget; basis: AccessBasis; now: Date }> {
  const { id, person, target: connected } = connection;
  const wanted = { organizationId, userId: person.id, targetId: connected.id, spec: connection };
  const { target, answer, now } = await holdAccess(tx, wanted);
  if (!target) throw new AccessError('not-found', `The target ${connected.name} no longer exists.`);
  if (!answer.allowed) throw noAccess(target, answer, connection, []);
  if (!(await lockConnectionForUse(tx, id))) {
    throw new AccessError('already-ended', 'This session was closed. Connect again.');
  }
  await moveConnection(tx, id, answer.basis);
  return { target, basis: answer.basis, now };
}

async function recordIssue(
  tx: Tx,
  ctx: Context,
  connection: ConnectionView,
  issued: { key: SubjectKey; serial: bigint; minutes: number },
): Promise<void> {
  const { key, serial, minutes } = issued;
  const about = { kind: key.kind, serial: String(serial), minutes, key: key.keyFingerprint };
  const data = { ...connectionFacts(connection), ...about };
  await record(tx, ctx, { action: 'issue-credential', data }, aboutConnection(connection));
}

function minutesBetween(from: Date, to: Date): number {
  return Math.max(1, Math.round((to.getTime() - from.getTime()) / 60_000));
}
