import { expect, test } from 'vitest';
import { checkReady } from '@/lib/health/check-ready';
import { newBoss } from '@/lib/outbox/queues';
import { deletePolicy } from '@/lib/policies/delete-policy';
import { call, tokenOf } from '@/test/api-client';
import { countWaiting } from '@/test/count-waiting';
import { withClient } from '@/test/database-address';
import { makeOrganization, makeRequestable, signIn } from '@/test/factories';
import { TcpProxy } from '@/test/tcp-proxy';
import { useDatabase } from '@/test/use-database';
import { database, disconnect } from './client';

const { urls, asOwner } = useDatabase();

const isBusy = {
  status: 503,
  json: { errorType: 'busy', errorMsg: expect.stringContaining('Try again in a few seconds'), retryAfter: 5 },
};

/** A person with a token who can request a target, and the bodies of a request and of a check of access. */
async function makeCaller() {
  const organization = await makeOrganization();
  const engineer = await signIn(organization, 'engineer@acme.test');
  const { target, jit } = await makeRequestable(organization, [engineer]);
  const body = { targetId: target.id, targetUser: 'root', verbType: 'Shell', reason: 'The disk is full' };
  const token = await tokenOf(engineer);
  return {
    organization,
    jit,
    submit: () => call('POST access/requests', { token, body }),
    check: () =>
      call('POST access/check', {
        token,
        body: { targetId: target.id, targetUser: 'root', verbType: 'Shell' },
      }),
  };
}

/** Takes every connection of the pool while `work` runs. */
async function withoutConnections<T>(work: () => Promise<T>): Promise<T> {
  const taken = await Promise.all(Array.from({ length: 10 }, () => database().pool.connect()));
  try {
    return await work();
  } finally {
    for (const client of taken) client.release();
  }
}

test('a connection that is lost between two statements fails the next one, and ends no process', async () => {
  const client = await database().pool.connect();
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  const closed = new Promise((resolve) => client.once('end', resolve));
  await asOwner('SELECT pg_terminate_backend($1)', [rows[0].pid]);
  await closed;
  await expect(client.query('SELECT 1')).rejects.toThrow();
  client.release(true);
});

test('no connection waits without end for a lock, a statement or a stopped transaction', async () => {
  const settings = `SELECT current_setting('lock_timeout') AS lock, current_setting('statement_timeout') AS statement,
    current_setting('idle_in_transaction_session_timeout') AS idle,
    current_setting('tcp_keepalives_idle') AS alive`;
  const usual = { lock: '1500ms', statement: '15s', idle: '8s', alive: '30' };
  const { pool, aside, checks, health, prisma } = database();
  for (const each of [pool, aside, checks.pool]) expect((await each.query(settings)).rows).toEqual([usual]);
  expect(await prisma.$queryRawUnsafe(settings)).toEqual([usual]);
  expect((await health.query(settings)).rows).toEqual([{ ...usual, statement: '1s' }]);
  const boss = newBoss(urls().url);
  await boss.start();
  expect((await boss.getDb().executeSql(settings)).rows).toEqual([usual]);
  await boss.stop({ graceful: false });
});

test('beside a transaction that keeps the lock of the rules, requests are told to try again, and checks of access and readiness go on', async () => {
  const { organization, jit, submit, check } = await makeCaller();
  await withClient(urls().url, async (holder) => {
    await holder.query('BEGIN');
    const key = `rules ${organization.id}`;
    await holder.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
    expect(await submit()).toMatchObject(isBusy);
    expect((await submit()).headers.get('retry-after')).toBe('5');
    expect(await check()).toMatchObject({ status: 200, json: { allowed: false } });
    expect(await checkReady()).toEqual({ ready: true });
    const change = deletePolicy(organization.admin.ctx, { policyId: jit.id });
    await expect.poll(() => countWaiting()).toBe(1);
    await holder.query('ROLLBACK');
    await change;
  });
});

test('while every connection is in use, requests are told to try again, and checks of access and readiness go on', async () => {
  const { submit, check } = await makeCaller();
  await withoutConnections(async () => {
    expect(await submit()).toMatchObject(isBusy);
    expect(await check()).toMatchObject({ status: 200 });
    expect(await checkReady()).toEqual({ ready: true });
  });
  expect(await submit()).toMatchObject({ status: 201 });
});

test('a key that another transaction changes keeps no call waiting', async () => {
  const [one, other] = [await makeCaller(), await makeCaller()];
  await withClient(urls().ownerUrl, async (client) => {
    await client.query('BEGIN');
    await client.query('SELECT FROM "api_token" WHERE "organization_id" = $1 FOR UPDATE', [
      one.organization.id,
    ]);
    const answers = await Promise.all([one.check(), other.check()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await client.query('ROLLBACK');
  });
});

test('a caller who waited too long costs no connection', async () => {
  await withoutConnections(async () => {
    const calls = Array.from({ length: 20 }, () => database().pool.query('SELECT 1'));
    for (const result of await Promise.allSettled(calls))
      expect(result).toMatchObject({ status: 'rejected' });
  });
  const rounds = Array.from({ length: 20 }, () => database().pool.query('SELECT 1'));
  expect(await Promise.all(rounds)).toHaveLength(20);
});

/** Has this process reach the database through a proxy while `work` runs. */
async function throughProxy(work: (proxy: TcpProxy) => Promise<void>): Promise<void> {
  const direct = new URL(urls().url);
  const proxy = new TcpProxy(() => [Number(direct.port)]);
  const address = new URL(direct);
  address.port = String(await proxy.listen());
  await disconnect();
  process.env.DATABASE_URL = address.href;
  try {
    await work(proxy);
  } finally {
    await disconnect();
    process.env.DATABASE_URL = direct.href;
    proxy.close();
  }
}

test('readiness and a new call go on after the database stopped answering on open connections', async () => {
  await throughProxy(async (proxy) => {
    await expect.poll(checkReady).toEqual({ ready: true });
    proxy.silence();
    expect(await checkReady()).toMatchObject({ ready: false });
    // The silent connection was closed, so the next check opens another.
    await expect.poll(checkReady).toEqual({ ready: true });
  });
});

test('a call whose connection breaks in a transaction is told to try again', async () => {
  const { organization, submit } = await makeCaller();
  await throughProxy(async (proxy) => {
    await withClient(urls().url, async (holder) => {
      await holder.query('BEGIN');
      await holder.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `rules ${organization.id}`,
      ]);
      const answer = submit();
      await expect.poll(() => countWaiting()).toBe(1);
      proxy.reset();
      expect(await answer).toMatchObject(isBusy);
    });
    await expect.poll(submit).toMatchObject({ status: 201 });
  });
});
