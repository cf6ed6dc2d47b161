import type { Tx } from './client';

/** Whose call it is, and the `Idempotency-Key` that the caller chose for it. */
export type AnswerKey = { organizationId: string; callerId: string; key: string };

/** The answer to a call. */
export type ApiAnswer = { status: number; etag: string | null; body: string };

/** The answer that was kept for a key in the last 24 hours, with the hash of its call; null if there is none. */
export async function findAnswer(
  tx: Tx,
  { organizationId, callerId, key }: AnswerKey,
): Promise<(ApiAnswer & { request: string }) | null> {
  const [row] = await tx.$queryRaw<(ApiAnswer & { request: string })[]>`
    SELECT "request", "status", "etag", "body" FROM "api_answer"
    WHERE "organization_id" = ${organizationId}::uuid AND "caller_id" = ${callerId}::uuid AND "key" = ${key}
      AND "created_at" > now() - interval '24 hours'`;
  return row ?? null;
}

/** Keeps an answer, in place of one that has expired and was not deleted yet. */
export async function keepAnswer(
  tx: Tx,
  { organizationId, callerId, key }: AnswerKey,
  { request, status, etag, body }: ApiAnswer & { request: string },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "api_answer" ("organization_id", "caller_id", "key", "request", "status", "etag", "body")
    VALUES (${organizationId}::uuid, ${callerId}::uuid, ${key}, ${request}, ${status}, ${etag}, ${body})
    ON CONFLICT ("organization_id", "caller_id", "key") DO UPDATE SET "request" = EXCLUDED."request",
      "status" = EXCLUDED."status", "etag" = EXCLUDED."etag", "body" = EXCLUDED."body", "created_at" = now()`;
}
