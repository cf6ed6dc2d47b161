import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type AuditKeyRow, findSigningKey, insertSigningKey } from '@/lib/db/audit/checkpoints';
import { insertAuditRow } from '@/lib/db/audit/events';
import { serverLog } from '@/lib/db/audit/sealing';
import type { Tx } from '@/lib/db/client';
import { lockForSigning } from '@/lib/db/locks';
import { env } from '@/lib/env';
import { open, type SealingKey, seal } from '@/lib/secrets';
import { introduceKey, keyIdOf } from '@/lib/verify-audit.mjs';

/** The key that signs the checkpoints of a log. Creates the first one, which is an event of the log. */
export async function findOrCreateSigningKey(tx: Tx, log: string): Promise<AuditKeyRow> {
  await lockForSigning(tx, log);
  const current = await findSigningKey(tx, log);
  if (current) return current;
  const first = await createSigningKey(tx, log, null);
  await recordKey(tx, log, { key: first.id, replaces: null });
  return first;
}

/** Records a new key of the log of no organization. */
export async function recordServerKey(tx: Tx, data: { key: string; replaces: string | null }): Promise<void> {
  await recordKey(tx, serverLog, data);
}

async function recordKey(tx: Tx, log: string, data: { key: string; replaces: string | null }): Promise<void> {
  await insertAuditRow(tx, {
    action: 'make-audit-key',
    data,
    organizationId: log === serverLog ? null : log,
    actorKind: 'system',
    actorId: null,
    actorName: 'the product',
    via: 'clock',
    address: null,
  });
}

/**
 * Creates a key that signs from now on, introduced by the one before it. If that cannot be opened, because its key of
 * ENCRYPTION_KEYS is lost, nothing introduces the new one: readers must decide themselves whether to trust it.
 */
export async function createSigningKey(
  tx: Tx,
  log: string,
  before: AuditKeyRow | null,
  keys: readonly SealingKey[] = env().encryptionKeys,
): Promise<AuditKeyRow> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const id = keyIdOf(publicKey);
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const sealed = seal(keys, pem, id);
  const row: AuditKeyRow = {
    id,
    log,
    number: (before?.number ?? 0) + 1,
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    introduction: before && introduce(before, publicKey, keys),
    privateKeySealed: Uint8Array.from(sealed.bytes),
    privateKeyKeyId: sealed.keyId,
  };
  await insertSigningKey(tx, row);
  return row;
}

function introduce(before: AuditKeyRow, publicKey: KeyObject, keys: readonly SealingKey[]): string | null {
  try {
    return introduceKey({ log: before.log, publicKey, signer: before.id }, openSigningKey(before, keys));
  } catch {
    return null; // its key of ENCRYPTION_KEYS is lost
  }
}

/** The private key. Throws if its key of ENCRYPTION_KEYS is missing, or if it is not the key of the public one. */
export function openSigningKey(
  row: AuditKeyRow,
  keys: readonly SealingKey[] = env().encryptionKeys,
): KeyObject {
  const sealed = { keyId: row.privateKeyKeyId, bytes: Buffer.from(row.privateKeySealed) };
  const privateKey = createPrivateKey(open(keys, sealed, row.id));
  if (keyIdOf(createPublicKey(privateKey)) !== row.id)
    throw new Error(`the audit key ${row.id} is another key`);
  return privateKey;
}
