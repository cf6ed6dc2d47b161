import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { beforeEach, describe, expect, test } from 'vitest';
import { findPublicKeys } from '@/lib/db/audit/checkpoints';
import { database, disconnect } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { setUserEnabled } from '@/lib/directory/set-user-enabled';
import { firstHash, verifyAudit } from '@/lib/verify-audit.mjs';
import { eventsNamed, refusal } from '@/test/assertions';
import { makeOrganization, signIn, type TestOrganization } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { exportSealedLog } from './export-sealed-log';
import { getSeal } from './get-seal';
import { makeCheckpoints } from './make-checkpoints';
import { record } from './record';
import { replaceSigningKey } from './replace-signing-key';
import { newSealer } from './seal-events';
import { verifyLog, verifyOwnLog } from './verify-log';

const { asOwner, urls } = useDatabase();
const quiet = { onProgress: () => undefined, signal: new AbortController().signal };
const seal = newSealer();
let organization: TestOrganization;
let ids: string[];

/** An organization with ten sealed events, of which a checkpoint covers the first nine. */
beforeEach(async () => {
  organization = await makeOrganization(false);
  const { id, admin } = organization;
  const add = (name: string) =>
    inTransaction((tx) => record(tx, admin.ctx, { action: 'register-environment', data: { name } }));
  for (let n = 2; n < 10; n++) await add(`production ${n} — “ä”\u2028`);
  await seal();
  await makeCheckpoints(0);
  await add('staging');
  await seal();
  const { rows } = await database().pool.query(
    `SELECT id FROM "audit_seal", unnest("event_ids") WITH ORDINALITY AS e(id, n)
     WHERE "log" = $1 ORDER BY "last_seq", n`,
    [id],
  );
  ids = rows.map((row) => row.id);
});

/** Runs statements as a person who controls the database: no trigger stops them. */
async function tamper(...statements: string[]): Promise<void> {
  await asOwner(['SET session_replication_role = replica', ...statements].join(';'));
}

const fault = async () => (await verifyLog(organization.id, quiet)).fault;
/** The seal of the first nine events. */
const first = () => `"log" = '${organization.id}' AND "first_seq" = 1`;
/** Sets its arrays from pieces of each. */
const rebuild = (of: (array: string) => string) =>
  `UPDATE "audit_seal" SET ${['event_ids', 'lines', 'hashes'].map((array) => `"${array}" = ${of(array)}`)} WHERE ${first()}`;

test('a log is complete and unchanged, in another time zone too', async () => {
  expect(await verifyLog(organization.id, quiet)).toMatchObject({
    events: 11,
    checkpoints: 1,
    covered: 9,
    fault: null,
  });
  const name = new URL(urls().url).pathname.slice(1);
  await asOwner(`ALTER DATABASE "${name}" SET timezone = 'Asia/Tokyo'`);
  await disconnect();
  expect(await fault()).toBeNull();
});

describe('R25 who controls the database cannot change the log unnoticed:', () => {
  test('an event changed', async () => {
    await tamper(`UPDATE "audit_event" SET "actor_name" = 'somebody' WHERE "id" = ${ids[3]}`);
    expect(await fault()).toMatchObject({ kind: 'changed', seq: 4 });
  });

  test('an event changed with its seal', async () => {
    await tamper(
      `UPDATE "audit_event" SET "data" = '{"name":"other"}' WHERE "id" = ${ids[3]}`,
      `UPDATE "audit_seal" SET "lines"[4] = (SELECT audit_document(a) FROM "audit_event" a WHERE a."id" = ${ids[3]})
       WHERE ${first()}`,
    );
    expect(await fault()).toMatchObject({ kind: 'changed', seq: 4 });
  });

  test('an event moved to another organization', async () => {
    const other = await makeOrganization(false);
    await tamper(`UPDATE "audit_event" SET "organization_id" = '${other.id}' WHERE "id" = ${ids[3]}`);
    expect(await fault()).toMatchObject({ kind: 'changed', seq: 4 });
  });

  test('an event removed', async () => {
    await tamper(`DELETE FROM "audit_event" WHERE "id" = ${ids[5]}`);
    expect(await fault()).toMatchObject({ kind: 'removed', seq: 6 });
  });

  test('an event removed with its seal', async () => {
    await tamper(
      `DELETE FROM "audit_event" WHERE "id" = ${ids[5]}`,
      rebuild((array) => `${array}[:5] || ${array}[7:]`),
    );
    expect(await fault()).toMatchObject({ kind: 'removed', seq: 6 });
  });

  test('an event inserted', async () => {
    await tamper(
      `INSERT INTO "audit_event" ("organization_id", "action", "actor_kind", "actor_name", "via", "data")
       VALUES ('${organization.id}', 'set-role', 'system', 'admin', 'web', '{}')`,
      `UPDATE "audit_seal" SET "event_ids" = "event_ids"[:5] || a."id" || "event_ids"[6:],
         "lines" = "lines"[:5] || audit_document(a) || "lines"[6:], "hashes" = "hashes"[:5] || sha256('guess') || "hashes"[6:]
       FROM "audit_event" a WHERE ${first()} AND a."id" = (SELECT max("id") FROM "audit_event")`,
    );
    expect(await fault()).toMatchObject({ kind: 'inserted', seq: 6 });
  });

  test('two events reordered', async () => {
    await tamper(rebuild((array) => `${array}[:3] || ${array}[5:5] || ${array}[4:4] || ${array}[6:]`));
    expect(await fault()).toMatchObject({ kind: 'reordered', seq: 4 });
  });

  test('the end cut', async () => {
    await tamper(
      `DELETE FROM "audit_seal" WHERE "log" = '${organization.id}' AND "first_seq" > 1`,
      rebuild((array) => `${array}[:7]`),
      `UPDATE "audit_seal" SET "last_seq" = 7 WHERE ${first()}`,
      `DELETE FROM "audit_event" WHERE "id" >= ${ids[7]} AND "organization_id" = '${organization.id}'`,
    );
    expect(await fault()).toMatchObject({ kind: 'cut', seq: 8 });
    // Without the checkpoint in the database, only the one of the channel or of an earlier export tells.
    const { rows } = await database().pool.query('SELECT "text" FROM "audit_checkpoint" WHERE "log" = $1', [
      organization.id,
    ]);
    await tamper('DELETE FROM "audit_checkpoint"');
    expect(await fault()).toBeNull();
    const report = await verifyAudit(await exportSealedLog(organization.admin.ctx), {
      publicKeys: (await findPublicKeys(organization.id)).map(({ publicKey }) => publicKey).join(''),
      checkpoints: rows.map(({ text }) => text).join('\n'),
    });
    expect(report.fault).toMatchObject({ kind: 'cut', seq: 8 });
  });

  test('the chain rewritten from an event on', async () => {
    await tamper(`UPDATE "audit_event" SET "actor_name" = 'somebody' WHERE "id" = ${ids[3]}`);
    const { rows } = await database().pool.query(
      `SELECT s."first_seq" AS first, array_agg(audit_document(a) ORDER BY n) AS lines
       FROM "audit_seal" s, unnest(s."event_ids") WITH ORDINALITY AS e(id, n) JOIN "audit_event" a ON a."id" = e.id
       WHERE s."log" = $1 GROUP BY 1 ORDER BY 1`,
      [organization.id],
    );
    let hash = firstHash(organization.id);
    await asOwner('ALTER TABLE "audit_seal" DISABLE TRIGGER USER');
    for (const seal of rows) {
      const hashes = seal.lines.map((line: string) => {
        hash = createHash('sha256').update(hash).update(line).digest();
        return hash;
      });
      await asOwner(
        'UPDATE "audit_seal" SET "lines" = $1, "hashes" = $2, "last_hash" = $3 WHERE "log" = $4 AND "first_seq" = $5',
        [seal.lines, hashes, hash, organization.id, seal.first],
      );
    }
    await asOwner('ALTER TABLE "audit_seal" ENABLE TRIGGER USER');
    expect(await fault()).toMatchObject({ kind: 'rewritten', seq: 1 });
  });

  test('a sealed text that is no JSON', async () => {
    await tamper(`UPDATE "audit_seal" SET "lines"[4] = 'nothing' WHERE ${first()}`);
    // The event itself is unchanged, and still has its hash.
    expect(await fault()).toBeNull();
  });
});

test('a new column of a later version does not change what was sealed', async () => {
  await asOwner('ALTER TABLE "audit_event" ADD COLUMN "later" text');
  expect(await fault()).toBeNull();
  await tamper(`UPDATE "audit_event" SET "later" = 'x' WHERE "id" = ${ids[3]}`);
  expect(await fault()).toMatchObject({ kind: 'changed', seq: 4 });
  await asOwner('ALTER TABLE "audit_event" DROP COLUMN "later"');
});

test('the same JSON in another form is the same event', async () => {
  const other = `regexp_replace("lines"[2], '":', '":  ')`;
  await tamper(
    `UPDATE "audit_seal" SET "lines"[2] = ${other},
       "hashes"[2] = sha256("hashes"[1] || convert_to(${other}, 'UTF8')) WHERE "log" = '${organization.id}' AND "first_seq" = 10`,
  );
  expect(await fault()).toBeNull();
});

test('a new key is introduced by the one before it, so the first public key is enough', async () => {
  const [first] = await findPublicKeys(organization.id);
  const { key } = await replaceSigningKey(organization.admin.ctx);
  await seal();
  await makeCheckpoints(0);
  const lines = await exportSealedLog(organization.admin.ctx);
  const report = await verifyAudit(lines, { publicKeys: first?.publicKey ?? '' });
  expect(report).toMatchObject({ fault: null, checkpoints: 2, covered: 12 });
  expect(await eventsNamed(organization.id, 'make-audit-key')).toMatchObject([
    { data: { key: first?.id, replaces: null } },
    { data: { key, replaces: first?.id } },
  ]);
});

test('an admin verifies the log in the console: the progress, and the result as an event', async () => {
  const { admin } = organization;
  const owner = new Client({ connectionString: urls().ownerUrl });
  await owner.connect();
  await owner.query('BEGIN; LOCK TABLE "audit_seal" IN ACCESS EXCLUSIVE MODE');
  const first = verifyOwnLog(admin.ctx, quiet);
  const waiting = `SELECT count(*)::int AS count FROM pg_locks WHERE relation = 'audit_seal'::regclass AND NOT granted`;
  await expect.poll(async () => (await owner.query(waiting)).rows[0].count).toBeGreaterThan(0);
  await refusal(verifyOwnLog(admin.ctx, quiet), 'in-use');
  await owner.query('COMMIT');
  await owner.end();
  expect(await first).toMatchObject({ events: 11, isGood: true });
  await tamper(`DELETE FROM "audit_event" WHERE "id" = ${ids[5]}`);
  expect(await verifyOwnLog(admin.ctx, quiet)).toMatchObject({ isGood: false });
  expect(await eventsNamed(organization.id, 'verify-audit')).toMatchObject([
    { data: { events: 11, fault: null } },
    { data: { events: 5, fault: 'Event 6 was removed.' } },
  ]);
  await expect(verifyOwnLog(admin.ctx, { ...quiet, signal: AbortSignal.abort() })).rejects.toThrow();
});

test('the seal is for admins of the organization', async () => {
  const engineer = await signIn(organization, 'engineer@acme.test');
  for (const call of [getSeal, exportSealedLog, replaceSigningKey])
    await refusal(call(engineer.ctx), 'forbidden');
  await refusal(verifyOwnLog(engineer.ctx, quiet), 'forbidden');
  await setUserEnabled(organization.admin.ctx, { userId: engineer.id, enabled: false });
  const found = await getSeal(organization.admin.ctx);
  expect(found).toMatchObject({ seq: 11, lastCheckpoint: { seq: 9 }, appCanChange: false });
  expect(found.unsealedSeconds).not.toBeNull();
});
