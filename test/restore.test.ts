import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { endGrant } from '@/lib/access/end-grant';
import { reviewRequest } from '@/lib/access/review-request';
import { submitRequest } from '@/lib/access/submit-request';
import { makeCheckpoints } from '@/lib/audit/make-checkpoints';
import { readSealedLog } from '@/lib/audit/read-sealed-log';
import { record } from '@/lib/audit/record';
import { newSealer } from '@/lib/audit/seal-events';
import { verifyLog } from '@/lib/audit/verify-log';
import { systemContext } from '@/lib/context';
import { canChangeEvidence } from '@/lib/db/app-role';
import { findPublicKeys } from '@/lib/db/audit/checkpoints';
import { database, disconnect } from '@/lib/db/client';
import { findTokenByHash } from '@/lib/db/people/active-tokens';
import { inTransaction } from '@/lib/db/transaction';
import { sendJob } from '@/lib/outbox/send-job';
import { fingerprint } from '@/lib/secrets';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { verifyAudit } from '@/lib/verify-audit.mjs';
import { prepareTables } from '@/server/prepare-tables';
import { advanceTime } from './advance-time';
import { tokenOf } from './api-client';
import { onServer, withClient } from './database-address';
import { asRoot, makeRequestable, signIn, type TestPerson } from './factories';
import { runScript } from './run-script';
import { teamId, useSlackWorld, withWorkers } from './slack-world';
import { type SystemPostgres, startSystemPostgres } from './system-postgres';

const world = useSlackWorld();
let server: SystemPostgres;

// Each restore goes through real programs, and workers look twice a second.
vi.setConfig({ testTimeout: 120_000 });
const soon = { timeout: 60_000, interval: 100 };

beforeAll(async () => {
  server = await startSystemPostgres();
  await createDatabase('live');
  await prepareTables(server.urls('live'));
  await useDatabaseNamed('live');
}, 60_000);

afterEach(() => useDatabaseNamed('live'));

afterAll(async () => {
  await disconnect();
  await server?.stop();
});

async function createDatabase(name: string): Promise<void> {
  const { superUrl } = server.urls('postgres');
  await onServer(superUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  await onServer(superUrl, `CREATE DATABASE "${name}" OWNER bzero_owner`);
}

async function useDatabaseNamed(name: string): Promise<void> {
  await disconnect();
  process.env.DATABASE_URL = server.urls(name).url;
}

/** The commands of docs/operate.md, "Back up and restore", as the owner of the tables, who is no superuser. */
async function backUp(): Promise<void> {
  const { ownerUrl } = server.urls('live');
  await server.program(
    'pg_dump',
    '--format=custom',
    `--file=${server.file('backup')}`,
    `--dbname=${ownerUrl}`,
  );
}

/** Restores the backup into a new database, as if some minutes had passed since, and starts with it. */
async function restore(minutes: number): Promise<void> {
  await createDatabase('restored');
  const { ownerUrl, superUrl } = server.urls('restored');
  await server.program('pg_restore', '--exit-on-error', `--dbname=${ownerUrl}`, server.file('backup'));
  if (minutes > 0) await advanceTime(superUrl, { minutes });
  await useDatabaseNamed('restored');
  await prepareTables(server.urls('restored'));
}

/** Lets the workers do all that is due. */
async function work(): Promise<void> {
  await withWorkers(() =>
    vi.waitFor(async () => {
      const { rows } = await database().pool.query<{ due: number }>(`SELECT
        (SELECT count(*) FROM pgboss.job WHERE state IN ('created', 'retry', 'active') AND start_after <= now()
          AND name NOT LIKE '\\_\\_%')::int
        + (SELECT count(*) FROM "slack_message" m
            JOIN "slack_installation" i ON i."id" = m."installation_id" AND i."removed_at" IS NULL
            LEFT JOIN "access_request" r ON r."id" = m."request_id"
            WHERE m."folded_into" IS NULL AND (m."state" = 'Waiting'
              OR m."recipient" <> 'log' AND m."state" = 'Sent' AND m."rendered_revision" < r."revision"))::int
        + (SELECT count(*) FROM "grant" WHERE "state" = 'Active' AND "expires_at" <= now())::int
        + (SELECT count(*) FROM "access_request" WHERE "state" = 'Pending' AND "lapses_at" <= now())::int AS due`);
      expect(rows[0]?.due).toBe(0);
    }, soon),
  );
}

const isCheckpoint = (text: string) => text.startsWith('Audit log checkpoint');
/** The texts of all posts, in order. */
const posts = () =>
  world.slack.control
    .calls()
    .filter(({ method }) => method === 'chat.postMessage')
    .map(({ args }) => String(args.text));
/** The messages that people and the log channel see. */
const shown = () => world.slack.control.messages({ teamId }).map(({ ts }) => ts);

async function submit(person: TestPerson, reason: string): Promise<string> {
  const { target } = await makeRequestable(world.organization, [person]);
  return (await submitRequest(person.ctx, asRoot(target, reason))).id;
}

const decide = (requestId: string, decision: 'approve' | 'deny' = 'approve') =>
  reviewRequest(world.organization.admin.ctx, { requestId, decision });

const grantOf = (requestId: string) => database().prisma.grant.findUniqueOrThrow({ where: { requestId } });

async function cardOf(requestId: string): Promise<string> {
  const where = { requestId, kind: 'request-card' };
  const { channel, ts } = await database().prisma.slackMessage.findFirstOrThrow({ where });
  const card = world.slack.control
    .messages({ teamId, channel: channel ?? '' })
    .find((each) => each.ts === ts);
  return JSON.stringify(card?.blocks);
}

async function nextSerial(): Promise<bigint> {
  const { rows } = await database().pool.query(`SELECT nextval('credential_serial_seq') AS serial`);
  return BigInt(rows[0].serial);
}

/**
 * A day with requests of every kind, with a backup in it. What happens after the backup is in Slack, and not in the backup.
 */
async function liveThroughBackup(minutes: number) {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const expiring = await submit(person, 'Expires after the backup');
  const revoked = await submit(person, 'Is revoked after the backup');
  const approved = await submit(person, 'Is approved after the backup');
  for (const id of [expiring, revoked]) await decide(id);
  await work();
  await database().pool.query(
    `UPDATE "grant" SET "expires_at" = now() + interval '1 day' WHERE "request_id" = $1`,
    [revoked],
  );
  // What waits when the backup is made.
  const waiting = await submit(person, 'Waits while the backup is made');
  const lapsing = await submit(person, 'Times out after the backup');
  await database().pool.query(
    `UPDATE "access_request" SET "lapses_at" = now() + interval '75 minutes' WHERE "id" = $1`,
    [lapsing],
  );
  const { installationId } = world;
  await inTransaction(async (tx) => {
    await sendJob(tx, 'greet-slack-user', { installationId, slackUserId: 'U0ENGINEER' });
    const login = { installationId, userId: person.id, device: 'laptop', address: null };
    await sendJob(tx, 'notify-device-login', { id: 'a-login', ...login });
  });
  await newSealer()();
  await makeCheckpoints(0);
  await backUp();

  if (minutes > 0) await advanceTime(server.urls('live').superUrl, { minutes });
  await work();
  await decide(approved);
  await endGrant(world.organization.admin.ctx, { requestId: revoked });
  await work();
  await newSealer()();
  await makeCheckpoints(0);
  await work();
  return { expiring, revoked, approved, waiting, lapsing, serial: await nextSerial() };
}

test('R13, R14 a restored database sends nothing a second time, also if nobody says that it was restored', async () => {
  const { expiring, revoked, approved, waiting, lapsing, serial } = await liveThroughBackup(90);
  const sent = posts();
  const before = shown();
  expect(await cardOf(approved)).not.toContain('approve-request');

  await restore(95);
  await work();
  // The restored log goes on in another way, so its next checkpoint is a new one.
  const again = posts().slice(sent.length);
  expect(again.filter((text) => !isCheckpoint(text) || sent.includes(text))).toEqual([]);
  expect(shown()).toEqual(expect.arrayContaining(before));
  // Slack shows what the database knows.
  expect(await cardOf(approved)).toContain('approve-request');
  expect(await grantOf(expiring)).toMatchObject({ state: 'Expired' });
  expect(await grantOf(revoked)).toMatchObject({ state: 'Active' });
  const states = await database().prisma.accessRequest.findMany({
    where: { id: { in: [approved, waiting, lapsing] } },
    select: { id: true, state: true },
  });
  expect(new Map(states.map(({ id, state }) => [id, state]))).toEqual(
    new Map([
      [approved, 'Pending'],
      [waiting, 'Pending'],
      [lapsing, 'Lapsed'],
    ]),
  );
  // R20: the numbers of certificates that only the lost database knew are not given again.
  expect((await nextSerial()) > serial).toBe(true);
  // What happens from now on is sent.
  await decide(approved, 'deny');
  await work();
  const later = posts().slice(sent.length + again.length);
  expect(later.filter((text) => text.includes('Denied'))).toHaveLength(2);
});

test('R24, R25 a restored audit log is complete for itself, append-only, and shorter than its checkpoints in Slack say', async () => {
  await liveThroughBackup(0);
  await restore(0);
  const { id } = world.organization;
  const report = await verifyLog(id, { onProgress: () => undefined, signal: new AbortController().signal });
  expect(report.fault).toBeNull();
  const publicKeys = (await findPublicKeys(id)).map(({ publicKey }) => publicKey).join('');
  const checkpoints = posts().filter(isCheckpoint).join('\n');
  const withSlack = await verifyAudit(readSealedLog(id), { publicKeys, checkpoints });
  expect(withSlack.fault).toMatchObject({ kind: 'cut' });
  // The restored log goes on. With the checkpoints that it knows, it is complete.
  const { ctx } = world.organization.admin;
  await inTransaction(async (tx) => {
    for (let events = 0; events < 50; events++)
      await record(tx, ctx, { action: 'verify-audit', data: { events, fault: null } });
  });
  await newSealer()();
  await makeCheckpoints(0);
  const { rows } = await database().pool.query<{ text: string }>(
    'SELECT "text" FROM "audit_checkpoint" WHERE "log" = $1',
    [id],
  );
  const own = rows.map(({ text }) => text).join('\n');
  expect(await verifyAudit(readSealedLog(id), { publicKeys, checkpoints: own })).toMatchObject({
    fault: null,
  });
  const longer = await verifyAudit(readSealedLog(id), { publicKeys, checkpoints });
  expect(longer.fault).toMatchObject({ kind: 'rewritten' });
  expect(await canChangeEvidence()).toBe(false);
  await expect(database().pool.query(`DELETE FROM "audit_event"`)).rejects.toThrow('permission denied');
  const asOwner = withClient(server.urls('restored').ownerUrl, (client) =>
    client.query(`DELETE FROM "audit_event"`),
  );
  await expect(asOwner).rejects.toThrow();
});

test('npm run restored ends what may have ended since the backup, and nothing is sent a second time', async () => {
  const { revoked, waiting } = await liveThroughBackup(0);
  const sent = posts();
  await restore(0);
  const { admin, id: organizationId } = world.organization;
  const expires = new Date(Date.now() + 3_600_000);
  await database().prisma.session.create({ data: { sessionToken: 'a-session', userId: admin.id, expires } });
  const { secret } = await createApiKey(systemContext(organizationId, 'the operator', 'operator'), {
    name: 'metrics',
    role: 'User',
  });
  const token = await tokenOf(admin);
  const restored = () => runScript('restored', server.urls('restored'));
  const { status, out, err } = restored();
  expect([status, err]).toEqual([0, '']);
  expect(out).toMatch(/^The database knows nothing of the time from .+ to .+\.$/m);
  expect(out).toMatch(/: ended access of requests: 2, sessions of the console: 1, sessions of zli: 1$/m);
  expect(out).toContain(`  Admins: ${admin.email}\n  API keys: metrics (User)\n`);
  expect(await grantOf(revoked)).toMatchObject({ state: 'Invalidated', endReason: 'DatabaseRestored' });
  expect(await findTokenByHash(fingerprint(token))).toBeNull();
  expect(await findTokenByHash(fingerprint(secret))).not.toBeNull();

  await work();
  const again = posts().slice(sent.length);
  expect(again.filter((text) => sent.includes(text))).toEqual([]);
  const ends = again.filter((text) => !isCheckpoint(text));
  expect(ends.map((text) => text.includes('database restored'))).toEqual(ends.map(() => true));
  // The person and the log channel, for each of the two.
  expect(ends).toHaveLength(4);
  expect(await cardOf(waiting)).toContain('approve-request');

  expect(restored().out).toMatch(
    /: ended access of requests: 0, sessions of the console: 0, sessions of zli: 0$/m,
  );
  const events = await database().prisma.auditEvent.findMany({
    where: { organizationId, action: 'note-restore' },
    orderBy: { id: 'asc' },
  });
  expect(events.map(({ data }) => data)).toMatchObject([
    { ended: 2, sessions: 1, tokens: 1 },
    { ended: 0, sessions: 0, tokens: 0 },
  ]);
});
