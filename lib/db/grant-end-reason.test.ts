import { expect, test } from 'vitest';
import { withDatabaseBefore } from '@/test/database-before';

test('each sentence that an older version stored as the end of a grant becomes its code', async () => {
  await withDatabaseBefore('20261126000000_grant_end_reason', async (client, apply) => {
    const stored = [
      ['the policy no longer covers it', 'PolicyEdited'],
      ['the policy was deleted', 'PolicyDeleted'],
      ['the person was disabled', 'PersonDisabled'],
      ['the target was retired', 'TargetRetired'],
      ['words that nobody remembers', 'NotCovered'],
      [null, null],
    ] as const;
    for (const [sentence] of stored) {
      await client.query(
        `INSERT INTO "grant" ("id", "request_id", "organization_id", "user_id", "target_id", "state", "starts_at",
           "expires_at", "ended_at", "end_reason")
         VALUES (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
           'Invalidated', now(), now() + interval '1 hour', now(), $1)`,
        [sentence],
      );
    }
    const reasons = ['its person took it back', 'Slack was removed'];
    await client.query(
      `INSERT INTO "access_request" ("id", "organization_id", "requester_id", "target_id", "target_groups", "reason",
         "state", "is_open", "policy_id", "policy_version", "child_policy_id", "duration", "automatic", "decision_reason")
       SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '{}', 'why', 'Cancelled', false,
         gen_random_uuid(), 1, gen_random_uuid(), 60, false, reason
       FROM unnest($1::text[]) AS reason`,
      [reasons],
    );
    await apply();
    const { rows } = await client.query('SELECT "end_reason"::text AS reason FROM "grant"');
    expect(rows.map(({ reason }) => reason).sort()).toEqual(stored.map(([, code]) => code).sort());
    const requests = await client.query('SELECT "decision_reason" AS reason FROM "access_request"');
    expect(requests.rows.map(({ reason }) => reason).sort()).toEqual(['Slack was removed', null]);
  });
});
