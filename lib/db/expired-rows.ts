import { database } from './client';

/** Deletes what has expired and is of no use to anybody: sign-ins of zli, passes of web apps, sessions of the
 * console, tokens that Slack refused to revoke for two days, after the last retry of the job, and answers that a program
 * can have again for 24 hours. */
export async function deleteExpiredRows(): Promise<void> {
  const { pool } = database();
  await pool.query('DELETE FROM "zli_login" WHERE "expires_at" < now()');
  await pool.query('DELETE FROM "web_pass" WHERE "expires_at" < now()');
  await pool.query(`DELETE FROM "slack_token_to_revoke" WHERE "removed_at" < now() - interval '2 days'`);
  await pool.query(`DELETE FROM "api_answer" WHERE "created_at" <= now() - interval '24 hours'`);
  await pool.query('DELETE FROM "session" WHERE "expires" < now()');
}
