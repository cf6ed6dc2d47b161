import { Prisma } from '@/generated/prisma/client';

// Parts of R1 in SQL, for queries with the aliases u (a user) and t (a target). `policyId` is a column.

/** Whether a policy lists a user, or one of their groups. */
export function namesUser(policyId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    EXISTS (SELECT 1 FROM "policy_subject" ps WHERE ps."policy_id" = ${policyId} AND ps."user_id" = u."id")
    OR EXISTS (
      SELECT 1 FROM "policy_group" pg
      JOIN "group_member" gm ON gm."group_id" = pg."group_id" AND gm."organization_id" = pg."organization_id"
      WHERE pg."policy_id" = ${policyId} AND gm."user_id" = u."id"))`;
}

/** Whether a policy lists a target, or its environment. */
export function namesTarget(policyId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    EXISTS (SELECT 1 FROM "policy_target" pt WHERE pt."policy_id" = ${policyId} AND pt."target_id" = t."id")
    OR EXISTS (
      SELECT 1 FROM "policy_environment" pe
      WHERE pe."policy_id" = ${policyId} AND pe."environment_id" = t."environment_id"))`;
}
