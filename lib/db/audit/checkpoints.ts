import { database, type Tx } from '../client';
import { serverLog } from './sealing';

/** A signing key of a log; the private key is sealed. `number` counts the keys of the log, from 1. */
export type AuditKeyRow = {
  id: string;
  log: string;
  number: number;
  publicKey: string;
  introduction: string | null;
  privateKeySealed: Uint8Array<ArrayBuffer>;
  privateKeyKeyId: string;
};

/** The key that signs the checkpoints of a log; null before the first. */
export async function findSigningKey(tx: Tx, log: string): Promise<AuditKeyRow | null> {
  return tx.auditKey.findFirst({ where: { log }, orderBy: { number: 'desc' }, omit: { createdAt: true } });
}

export async function insertSigningKey(tx: Tx, key: AuditKeyRow): Promise<void> {
  await tx.auditKey.create({ data: key, select: { id: true } });
}

/** The public keys of a log, the oldest first. */
export async function findPublicKeys(
  log: string,
): Promise<{ id: string; publicKey: string; introduction: string | null; createdAt: Date }[]> {
  return database().prisma.auditKey.findMany({
    where: { log },
    orderBy: { number: 'asc' },
    select: { id: true, publicKey: true, introduction: true, createdAt: true },
  });
}

/** Logs with events after their last checkpoint, which is at least `minutes` old (or their first event is). */
export async function findLogsToSign(minutes: number): Promise<string[]> {
  const { rows } = await database().pool.query<{ log: string }>(
    `SELECT logs.log FROM (SELECT "id" AS log FROM "organization" UNION ALL SELECT $2::uuid) AS logs
     CROSS JOIN LATERAL (SELECT "last_seq" FROM "audit_seal" WHERE "log" = logs.log ORDER BY "last_seq" DESC LIMIT 1) head
     LEFT JOIN LATERAL (SELECT "seq", "made_at" AS at FROM "audit_checkpoint"
       WHERE "log" = logs.log ORDER BY "seq" DESC LIMIT 1) last ON true
     WHERE head."last_seq" > coalesce(last."seq", 0)
       AND coalesce(last.at, (SELECT "sealed_at" FROM "audit_seal" WHERE "log" = logs.log ORDER BY "last_seq" LIMIT 1))
         <= clock_timestamp() - make_interval(mins => $1)`,
    [minutes, serverLog],
  );
  return rows.map(({ log }) => log);
}

/** The newest sealed event of a log without a checkpoint; null if the newest has one. `at` is the database's time. */
export async function findUnsignedHead(
  tx: Tx,
  log: string,
): Promise<{ seq: number; hash: string; at: Date } | null> {
  const rows = await tx.$queryRaw<{ seq: number; hash: string; at: Date }[]>`
    SELECT s."last_seq"::float8 AS seq, encode(s."last_hash", 'hex') AS hash, clock_timestamp() AS at FROM "audit_seal" s
    WHERE s."log" = ${log}::uuid
      AND NOT EXISTS (SELECT 1 FROM "audit_checkpoint" c WHERE c."log" = s."log" AND c."seq" >= s."last_seq")
    ORDER BY s."last_seq" DESC LIMIT 1`;
  return rows[0] ?? null;
}

export async function insertCheckpoint(
  tx: Tx,
  checkpoint: { log: string; seq: number; text: string },
): Promise<void> {
  await tx.auditCheckpoint.create({ data: checkpoint, select: { seq: true } });
}

/** The newest checkpoint of a log. */
export async function findLastCheckpoint(
  log: string,
): Promise<{ seq: number; text: string; madeAt: Date } | null> {
  const row = await database().prisma.auditCheckpoint.findFirst({
    where: { log },
    orderBy: { seq: 'desc' },
    select: { seq: true, text: true, madeAt: true },
  });
  return row && { ...row, seq: Number(row.seq) };
}

/** The text of one checkpoint. */
export async function findCheckpointText(log: string, seq: bigint): Promise<string | null> {
  const row = await database().prisma.auditCheckpoint.findUnique({ where: { log_seq: { log, seq } } });
  return row?.text ?? null;
}

/** The texts of checkpoints after a number, the first ten: a complete log has none after its last event. */
export async function findCheckpointsBeyond(log: string, seq: string): Promise<string[]> {
  const rows = await database().prisma.auditCheckpoint.findMany({
    where: { log, seq: { gt: BigInt(seq) } },
    orderBy: { seq: 'asc' },
    take: 10,
    select: { text: true },
  });
  return rows.map(({ text }) => text);
}
