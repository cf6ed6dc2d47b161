import { createPublicKey } from 'node:crypto';
import { Client } from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { findLastCheckpoint, findPublicKeys } from '@/lib/db/audit/checkpoints';
import { findSealedRows, findSealState, findUnsealedSeconds, serverLog } from '@/lib/db/audit/sealing';
import { database } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { keyIdOf } from '@/lib/verify-audit.mjs';
import { makeOrganization, type TestOrganization } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { makeCheckpoints } from './make-checkpoints';
import { record } from './record';
import { newSealer } from './seal-events';

const { asOwner, urls } = useDatabase();
let organization: TestOrganization;
let seal: () => Promise<number>;

beforeAll(async () => {
  organization = await makeOrganization();
  seal = newSealer();
});

const event = (name: string) => ({ action: 'register-environment', data: { name } }) as const;
const add = (name: string) => inTransaction((tx) => record(tx, organization.admin.ctx, event(name)));

/** The numbers and ids of the sealed events of the organization. */
async function sealedIds(): Promise<{ seqs: number[]; ids: string[] }> {
  const { rows } = await database().pool.query<{ seq: string; id: string }>(
    `SELECT "first_seq" + n - 1 AS seq, id FROM "audit_seal", unnest("event_ids") WITH ORDINALITY AS e(id, n)
     WHERE "log" = $1 ORDER BY "last_seq", n`,
    [organization.id],
  );
  return { seqs: rows.map(({ seq }) => Number(seq)), ids: rows.map(({ id }) => id) };
}

test('R25 what an outage left is sealed, in order and without gaps', async () => {
  const before = await findUnsealedSeconds();
  expect(before).toBeGreaterThan(0);
  expect(await seal()).toBeGreaterThan(2);
  expect(await findUnsealedSeconds()).toBe(0);
  const { seqs, ids } = await sealedIds();
  expect(seqs).toEqual(ids.map((_, i) => i + 1));
  expect(ids).toEqual([...ids].sort((a, b) => Number(a) - Number(b)));
  expect(await seal()).toBe(0);
});

test('R25 an event that commits after later ones follows them, and an event that is rolled back leaves no gap', async () => {
  const late = new Client({ connectionString: urls().url });
  await late.connect();
  await late.query('BEGIN');
  const { rows } = await late.query(
    `INSERT INTO "audit_event" ("organization_id", "action", "actor_kind", "actor_name", "via", "data")
     VALUES ($1, 'register-environment', 'system', 'late', 'clock', '{"name":"late"}') RETURNING "id"`,
    [organization.id],
  );
  const lateId = String(rows[0].id);
  const earlier = await add('earlier');
  // Several rounds: an id that is passed too early would never be sealed.
  expect(await seal()).toBe(1);
  for (let round = 0; round < 3; round++) expect(await seal()).toBe(0);
  await add('other');
  expect(await seal()).toBe(1);
  await late.query('COMMIT');
  await late.end();
  await expect(
    inTransaction(async (tx) => {
      await record(tx, organization.admin.ctx, event('never'));
      throw new Error('rolled back');
    }),
  ).rejects.toThrow();
  expect(await seal()).toBe(1);
  const { seqs, ids } = await sealedIds();
  expect(ids.at(-1)).toBe(lateId);
  expect(Number(lateId)).toBeLessThan(Number(earlier));
  expect(seqs).toEqual(ids.map((_, i) => i + 1));
});

test('several processes that seal at the same time seal each event once', async () => {
  for (let n = 0; n < 20; n++) await add(`environment ${n}`);
  const counts = await Promise.all([newSealer(), newSealer(), newSealer()].map((sealIt) => sealIt()));
  expect((counts[0] ?? 0) + (counts[1] ?? 0) + (counts[2] ?? 0)).toBe(20);
});

test('the app cannot write, change or remove a seal, and its owner only with its triggers off', async () => {
  const { pool } = database();
  await expect(pool.query('INSERT INTO "audit_seal" SELECT * FROM "audit_seal"')).rejects.toThrow(
    'permission denied',
  );
  for (const change of [
    'UPDATE "audit_seal" SET "lines" = \'{}\'',
    'DELETE FROM "audit_checkpoint"',
    'DELETE FROM "audit_key"',
    'UPDATE "audit_key" SET "public_key" = \'\'',
  ]) {
    await expect(pool.query(change)).rejects.toThrow('permission denied');
    await expect(asOwner(change)).rejects.toThrow('is append-only');
  }
});

test('R25 a checkpoint is due five minutes after the one before it, and only for new events', async () => {
  expect(await makeCheckpoints()).toBe(0);
  expect(await makeCheckpoints(0)).toBe(1);
  expect(await makeCheckpoints(0)).toBe(0);
  const last = await findLastCheckpoint(organization.id);
  const { seq } = await findSealState(organization.id);
  expect(last?.seq).toBe(seq);
  const [key] = await findPublicKeys(organization.id);
  expect(keyIdOf(createPublicKey(key?.publicKey ?? ''))).toBe(key?.id);
  // The key itself is an event, so there is something new.
  expect(await seal()).toBe(1);
  expect(await makeCheckpoints()).toBe(0);
  expect(await makeCheckpoints(0)).toBe(1);
});

test('a checkpoint is a line of the log channel, once', async () => {
  const { rows } = await database().pool.query(
    `SELECT "kind", "recipient", "checkpoint_seq"::int AS seq FROM "slack_message" WHERE "checkpoint_seq" IS NOT NULL ORDER BY 3`,
  );
  const state = await findSealState(organization.id);
  expect(rows).toEqual(
    [state.seq - 1, state.seq].map((seq) => ({ kind: 'log-checkpoint', recipient: 'log', seq })),
  );
});

test('the events of no organization have a log of their own', async () => {
  await asOwner(`INSERT INTO "audit_event" ("action", "actor_kind", "actor_name", "via", "data")
    VALUES ('refuse', 'system', 'unknown', 'api', '{}')`);
  expect(await seal()).toBe(1);
  const rows = await findSealedRows(serverLog, '0');
  expect(rows.map(({ seq, now, isGone }) => ({ seq, now, isGone }))).toEqual([
    { seq: '1', now: null, isGone: false },
  ]);
  expect(await findSealedRows(organization.id, '0')).not.toContainEqual(rows[0]);
});
