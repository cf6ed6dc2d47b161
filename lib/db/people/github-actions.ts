import { database, type Tx } from '@/lib/db/client';

export type GithubActionRow = {
  id: string;
  organizationId: string;
  /** GitHub's name of it */
  githubActionId: string;
  /** the email of the person or the name of the API key */
  createdBy: string;
  createdAt: Date;
};

/** The GitHub actions of an organization, sorted by their names. */
export async function findGithubActions(organizationId: string): Promise<GithubActionRow[]> {
  return database().prisma.githubAction.findMany({
    where: { organizationId },
    orderBy: { githubActionId: 'asc' },
  });
}

/** Inserts a GitHub action. P2002 if the organization has it already. */
export async function insertGithubAction(
  tx: Tx,
  action: Omit<GithubActionRow, 'createdAt'>,
): Promise<GithubActionRow> {
  return tx.githubAction.create({ data: action });
}

/** Deletes a GitHub action, and returns it; null if the organization has none with this id. */
export async function deleteGithubActionRow(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<GithubActionRow | null> {
  const [row] = await tx.$queryRaw<GithubActionRow[]>`
    DELETE FROM "github_action" WHERE "organization_id" = ${organizationId}::uuid AND "id" = ${id}::uuid
    RETURNING "id", "organization_id" AS "organizationId", "github_action_id" AS "githubActionId",
      "created_by" AS "createdBy", "created_at" AS "createdAt"`;
  return row ?? null;
}
