import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createTestDatabase } from '@/test/database';
import { runScript } from '@/test/run-script';

// Each run starts a process, which is slow on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const apiKey = (...args: string[]) => runScript('api-key', database, args);

async function stored() {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT "name", "role"::text AS "role", "hash" FROM "api_token"');
    const { rows: events } = await client.query(
      `SELECT "actor_name" AS "actor" FROM "audit_event" WHERE "action" = 'create-api-key'`,
    );
    return { rows, events };
  } finally {
    await client.end();
  }
}

it('creates the first key before anybody has signed in, and prints its secret as the last word', async () => {
  const { status, out, err } = apiKey('create', 'automation', '--role', 'Admin');
  expect(status).toBe(0);
  expect(err).toBe('API key automation (Admin) of sso.acme.test, shown only once:\n');
  const secret = out.trim().split(/\s+/).at(-1) ?? '';
  expect(Buffer.from(secret, 'base64').toString('base64')).toBe(secret);
  const { rows, events } = await stored();
  const hash = createHash('sha256').update(secret).digest('hex');
  expect(rows).toEqual([{ name: 'automation', role: 'Admin', hash }]);
  expect(events).toEqual([{ actor: 'the operator' }]);
});

it('explains an error in one line', () => {
  const usage = 'Usage: npm run api-key -- create NAME [--role Admin|User|Registration] [--tenant VALUE]\n';
  expect(apiKey()).toEqual({ status: 1, out: '', err: usage });
  expect(apiKey('create', 'second', '--role', 'Root')).toMatchObject({
    status: 1,
    err: 'role: Choose the role User, Admin or Registration.\n',
  });
  expect(apiKey('create', 'automation').err).toContain('An API key named automation exists.');
});
