import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { withDatabaseBefore } from '@/test/database-before';

test('the last verification in the audit log becomes the status of its target, unless the target was edited since', async () => {
  await withDatabaseBefore('20261129100000_target_status', async (client, apply) => {
    const stored = [
      { events: [['verify-host', 'all checks passed']], becomes: ['Verified', null] },
      {
        events: [
          ['verify-host', 'all checks passed'],
          ['verify-host', 'Connection failed'],
        ],
        becomes: ['Failing', 'Connection failed'],
      },
      {
        events: [['verify-host', 'Target users could not be tested']],
        becomes: ['Incomplete', 'Target users could not be tested'],
      },
      {
        events: [
          ['verify-host', 'all checks passed'],
          ['update-target', null],
        ],
        becomes: [null, null],
      },
    ].map((one) => ({ ...one, id: randomUUID() }));
    for (const { id, events } of stored) {
      await client.query(
        `INSERT INTO "target" ("id", "organization_id", "environment_id", "type", "name")
         VALUES ($1, gen_random_uuid(), gen_random_uuid(), 'Bzero', $2)`,
        [id, `server ${id}`],
      );
      for (const [action, found] of events) {
        await client.query(
          `INSERT INTO "audit_event" ("action", "actor_kind", "actor_name", "via", "target_id", "data")
           VALUES ($1, 'user', 'admin@acme.test', 'web', $2, jsonb_strip_nulls(jsonb_build_object('found', $3::text)))`,
          [action, id, found],
        );
      }
    }
    await apply();
    const { rows } = await client.query(
      'SELECT "id", "setup_result"::text AS result, "setup_finding" AS finding FROM "target"',
    );
    const found = new Map(rows.map(({ id, result, finding }) => [id, [result, finding]]));
    expect(stored.map(({ id }) => found.get(id))).toEqual(stored.map(({ becomes }) => becomes));
  });
});
