import { database, type Tx } from '@/lib/db/client';

type MachineState = 'Starting' | 'Started' | 'StartError' | 'Stopping' | 'Stopped' | 'StopError';

/** The machine that was started for one session. */
export type MachineRow = {
  connectionId: string;
  state: MachineState;
  /** the provisioning server's id of it; null until the start is answered */
  uniqueId: string | null;
  errorMessage: string;
  /** what it registered with; null until then */
  host: string | null;
  port: number | null;
  serverIdentity: string | null;
};

type About = { organizationId: string; connectionId: string };

/** The machine of a session; null if none was started for it. */
export async function findMachine(
  { organizationId, connectionId }: About,
  tx: Tx = database().prisma,
): Promise<MachineRow | null> {
  const row = await tx.dynamicMachine.findFirst({ where: { organizationId, connectionId } });
  if (!row) return null;
  const { state, uniqueId, errorMessage, host, port, serverIdentity } = row;
  return { connectionId, state, uniqueId, errorMessage, host, port, serverIdentity };
}

/** Inserts a machine that has to be started. */
export async function insertMachine(tx: Tx, about: About): Promise<void> {
  await tx.dynamicMachine.create({ data: about });
}

/** How long a machine can take to register. */
const registrationMinutes = 15;

/**
 * Notes that the start webhook is called now, with a token of which this is the hash. False if it was called before or the
 * session has ended: a second call could start a second machine.
 */
export async function claimStart({ organizationId, connectionId }: About, hash: string): Promise<boolean> {
  const { rowCount } = await database().pool.query(
    `UPDATE "dynamic_machine" SET "started_at" = now(), "due_at" = NULL, "token_hash" = $3,
       "token_expires_at" = now() + make_interval(mins => $4)
     WHERE "connection_id" = $1 AND "organization_id" = $2 AND "state" = 'Starting' AND "started_at" IS NULL`,
    [connectionId, organizationId, hash, registrationMinutes],
  );
  return rowCount === 1;
}

/**
 * Writes the id of a machine that was started, and returns its state: `Stopping` if the session has ended meanwhile, also as
 * one that could not be started. Null if an id is known already.
 */
export async function writeStarted(
  tx: Tx,
  { organizationId, connectionId }: About,
  uniqueId: string,
): Promise<'Started' | 'Stopping' | null> {
  const [row] = await tx.$queryRaw<{ state: 'Started' | 'Stopping' }[]>`
    UPDATE "dynamic_machine" SET "unique_id" = ${uniqueId},
      "state" = CASE WHEN "state" = 'Starting' THEN 'Started' ELSE 'Stopping' END::"MachineState",
      "due_at" = CASE WHEN "state" <> 'Starting' THEN now() END
    WHERE "connection_id" = ${connectionId}::uuid AND "organization_id" = ${organizationId}::uuid
      AND "unique_id" IS NULL AND "state" IN ('Starting', 'Stopping', 'StartError')
    RETURNING "state"::text AS "state"`;
  return row?.state ?? null;
}

/** Writes why a machine was not started. False if it was. */
export async function writeStartError(
  tx: Tx,
  { organizationId, connectionId }: About,
  errorMessage: string,
): Promise<boolean> {
  const { count } = await tx.dynamicMachine.updateMany({
    where: { connectionId, organizationId, uniqueId: null, state: { in: ['Starting', 'Stopping'] } },
    data: { state: 'StartError', errorMessage, dueAt: null, tokenHash: null },
  });
  return count === 1;
}

/**
 * A machine registers with a token, whose hash this is: once, in time, and while its session is open. Returns its session;
 * null if the token is of no machine that can register now.
 */
export async function registerMachineRow(
  tx: Tx,
  tokenHash: string,
  address: { host: string; port: number | null; serverIdentity: string },
): Promise<About | null> {
  const { host, port, serverIdentity } = address;
  const [row] = await tx.$queryRaw<About[]>`
    UPDATE "dynamic_machine" SET "token_hash" = NULL, "host" = ${host}, "port" = ${port}::int,
      "server_identity" = ${serverIdentity}
    WHERE "token_hash" = ${tokenHash} AND "token_expires_at" > now() AND "state" IN ('Starting', 'Started')
    RETURNING "organization_id" AS "organizationId", "connection_id" AS "connectionId"`;
  return row ?? null;
}

/**
 * The session of a machine ends, so the machine has to be stopped. Returns whether the stop webhook can be called now: not
 * before the start is answered, and never if nothing was started.
 */
export async function endMachine(tx: Tx, { organizationId, connectionId }: About): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ isDue: boolean }[]>`
    UPDATE "dynamic_machine" SET "token_hash" = NULL,
      "state" = CASE WHEN "started_at" IS NULL THEN 'Stopped' ELSE 'Stopping' END::"MachineState",
      "due_at" = CASE WHEN "unique_id" IS NOT NULL THEN now() END
    WHERE "connection_id" = ${connectionId}::uuid AND "organization_id" = ${organizationId}::uuid
      AND "state" IN ('Starting', 'Started')
    RETURNING "due_at" IS NOT NULL AS "isDue"`;
  return row?.isDue ?? false;
}

/**
 * Takes a stop that is due, so that of several jobs only one calls the webhook, and returns the id of the machine. Null if none
 * is due. A process that dies during the call leaves it due a minute later.
 */
export async function claimStop({ organizationId, connectionId }: About): Promise<string | null> {
  const { rows } = await database().pool.query<{ uniqueId: string }>(
    `UPDATE "dynamic_machine" SET "due_at" = now() + interval '1 minute'
     WHERE "connection_id" = $1 AND "organization_id" = $2 AND "state" IN ('Stopping', 'StopError')
       AND "unique_id" IS NOT NULL AND "due_at" <= now()
     RETURNING "unique_id" AS "uniqueId"`,
    [connectionId, organizationId],
  );
  return rows[0]?.uniqueId ?? null;
}

/**
 * How many machines of a dynamic server have yet to be stopped for the first time. Those of sessions that open now count if
 * the caller holds `lockForRuleChange`.
 */
export async function countMachinesToStop(
  tx: Tx,
  { organizationId, targetId }: { organizationId: string; targetId: string },
): Promise<number> {
  return tx.dynamicMachine.count({
    where: { organizationId, connection: { targetId }, state: { in: ['Starting', 'Started', 'Stopping'] } },
  });
}

/** Writes that a machine was stopped. False if it was before. */
export async function writeStopped(tx: Tx, { organizationId, connectionId }: About): Promise<boolean> {
  const { count } = await tx.dynamicMachine.updateMany({
    where: { connectionId, organizationId, state: { in: ['Stopping', 'StopError'] } },
    data: { state: 'Stopped', errorMessage: '', dueAt: null },
  });
  return count === 1;
}

/**
 * Writes why a machine was not stopped. Returns when to try again, after growing pauses of up to an hour: in whole
 * milliseconds, as a job has it, which would otherwise come before it is due.
 */
export async function writeStopError(
  tx: Tx,
  { organizationId, connectionId }: About,
  errorMessage: string,
): Promise<Date | null> {
  const [row] = await tx.$queryRaw<{ dueAt: Date }[]>`
    UPDATE "dynamic_machine" SET "state" = 'StopError', "error_message" = ${errorMessage},
      "stop_attempts" = "stop_attempts" + 1,
      "due_at" = date_trunc('milliseconds', now())
        + make_interval(secs => least(3600, 5 * 2 ^ least("stop_attempts", 10)))
    WHERE "connection_id" = ${connectionId}::uuid AND "organization_id" = ${organizationId}::uuid
      AND "state" IN ('Stopping', 'StopError')
    RETURNING "due_at" AS "dueAt"`;
  return row?.dueAt ?? null;
}

/** Takes the machines of all organizations whose webhook should have been called two minutes ago: their jobs were lost. */
export async function claimOverdueMachines(tx: Tx, limit: number): Promise<About[]> {
  return tx.$queryRaw`
    UPDATE "dynamic_machine" SET "due_at" = now() WHERE "connection_id" IN (
      SELECT "connection_id" FROM "dynamic_machine" WHERE "due_at" < now() - interval '2 minutes'
      ORDER BY "due_at" LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING "organization_id" AS "organizationId", "connection_id" AS "connectionId"`;
}

/**
 * Machines of all organizations that do not come: their start was not answered within two minutes, because the process that
 * called it stopped, or they did not register in time.
 */
export async function findMissingMachines(limit: number): Promise<(About & { isStarted: boolean })[]> {
  return database().prisma.$queryRaw`
    SELECT "organization_id" AS "organizationId", "connection_id" AS "connectionId",
      "unique_id" IS NOT NULL AS "isStarted"
    FROM "dynamic_machine"
    WHERE ("unique_id" IS NULL AND "state" IN ('Starting', 'Stopping') AND "started_at" < now() - interval '2 minutes')
      OR ("state" = 'Started' AND "host" IS NULL AND "token_expires_at" <= now())
    ORDER BY "started_at" LIMIT ${limit}`;
}
