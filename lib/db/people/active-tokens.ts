import type { Role } from '@/lib/core/actor';
import type { SubjectKind } from '@/lib/core/subject';
import { database } from '@/lib/db/client';
import { gather } from '@/lib/db/gather';
import { readRows } from '@/lib/db/read-rows';
import type { ApiTokenRow } from './api-tokens';
import type { SubjectRow } from './people';
import { toSubjectRef } from './subject-label';

/** An active token, with the subject that acts with it: of an API key, its own. */
export type ActiveToken = Pick<ApiTokenRow, 'id' | 'organizationId' | 'userId' | 'role'> & {
  isRegistrationKey: boolean;
  subject: SubjectRow;
};

type TokenColumns = Omit<ActiveToken, 'subject'> & {
  hash: string;
  subjectId: string;
  email: string;
  name: string;
  subjectRole: Role;
  kind: SubjectKind;
  creatorId: string | null;
  disabledAt: Date | null;
  stale: boolean;
};

const activeTokens = {
  name: 'find-tokens',
  text: `SELECT t."hash", t."id", t."organization_id" AS "organizationId", t."user_id" AS "userId", t."role"::text AS "role",
      t."is_registration_key" AS "isRegistrationKey", u."id" AS "subjectId", u."email", u."name",
      u."role"::text AS "subjectRole", u."kind"::text AS "kind",
      u."creator_id" AS "creatorId", u."disabled_at" AS "disabledAt",
      (t."last_used_at" IS NULL OR t."last_used_at" < now() - interval '1 minute') AS "stale"
    FROM "api_token" t JOIN "user" u ON u."id" = coalesce(t."user_id", t."id") AND u."organization_id" = t."organization_id"
    WHERE t."hash" = ANY ($1::text[]) AND t."revoked_at" IS NULL AND (t."expires_at" IS NULL OR t."expires_at" > now())
      AND (t."user_id" IS NULL OR u."disabled_at" IS NULL)`,
};

/** A token that another transaction changes is left out: the calls of others must not wait for it. */
const noteUse = `UPDATE "api_token" SET "last_used_at" = now() WHERE "id" IN (
  SELECT "id" FROM "api_token" WHERE "id" = ANY ($1::uuid[]) FOR UPDATE SKIP LOCKED)`;

const findTokens = gather(async (hashes: readonly string[]) => {
  const { pool } = database().checks;
  const rows = await readRows<TokenColumns>(pool, activeTokens, [hashes]);
  const stale = rows.filter((row) => row.stale).map(({ id }) => id);
  if (stale.length > 0) await pool.query(noteUse, [stale]);
  return new Map(rows.map((row) => [row.hash, row]));
});

/**
 * Finds the active token with a hash, by the database's clock; not that of a disabled person. Updates `last_used_at` at
 * most once a minute, so that reads rarely cost a write.
 */
export async function findTokenByHash(hash: string): Promise<ActiveToken | null> {
  const row = await findTokens(hash);
  if (!row) return null;
  const { id, organizationId, userId, role, isRegistrationKey } = row;
  const { subjectId, email, name, subjectRole, kind, creatorId, disabledAt } = row;
  const subject = toSubjectRef({
    id: subjectId,
    organizationId,
    email,
    name,
    role: subjectRole,
    kind,
    creatorId,
    disabledAt,
  });
  return { id, organizationId, userId, role, isRegistrationKey, subject };
}
