import { database } from '@/lib/db/client';

/** Which steps of the set-up of an organization are done. */
export type SetupProgress = {
  slack: boolean;
  target: boolean;
  /** a policy says what can be requested */
  access: boolean;
  /** a just-in-time policy says who can request it */
  requesters: boolean;
  secondAdmin: boolean;
  request: boolean;
};

/** What an organization has, as stored now. */
export async function findSetupProgress(organizationId: string): Promise<SetupProgress> {
  const [row] = await database().prisma.$queryRaw<SetupProgress[]>`
    SELECT
      EXISTS (SELECT 1 FROM "slack_installation"
        WHERE "organization_id" = o."id" AND "removed_at" IS NULL) AS "slack",
      EXISTS (SELECT 1 FROM "target" WHERE "organization_id" = o."id" AND "status" <> 'Terminated') AS "target",
      EXISTS (SELECT 1 FROM "policy"
        WHERE "organization_id" = o."id" AND "deleted_at" IS NULL AND "type" IN ('TargetConnect', 'Kubernetes', 'Proxy')) AS "access",
      EXISTS (SELECT 1 FROM "policy"
        WHERE "organization_id" = o."id" AND "deleted_at" IS NULL AND "type" = 'JustInTime') AS "requesters",
      (SELECT count(*) FROM "user"
        WHERE "organization_id" = o."id" AND "kind" = 'User' AND "role" = 'Admin' AND "disabled_at" IS NULL) > 1 AS "secondAdmin",
      EXISTS (SELECT 1 FROM "access_request" WHERE "organization_id" = o."id") AS "request"
    FROM "organization" o WHERE o."id" = ${organizationId}::uuid`;
  if (!row) throw new Error('there is no such organization');
  return row;
}
