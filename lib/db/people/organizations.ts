import { newId } from '@/lib/context';
import { database, type Tx } from '@/lib/db/client';
import { lockForRuleChange } from '@/lib/db/locks';

export type OrganizationRow = {
  id: string;
  name: string;
  ssoIssuer: string;
  ssoTenant: string;
  selfApproval: boolean;
  /** how long a request can be pending, in minutes */
  lapseMinutes: number;
  /** how long a request is pending before the first reminder, in minutes; 0 is never */
  reminderMinutes: number;
  createdAt: Date;
};

/** An organization and its settings. Throws if it does not exist. */
export async function findOrganization(id: string, tx: Tx = database().prisma): Promise<OrganizationRow> {
  return tx.organization.findUniqueOrThrow({ where: { id } });
}

export async function writeOrganization(
  tx: Tx,
  id: string,
  settings: Pick<OrganizationRow, 'selfApproval' | 'lapseMinutes' | 'reminderMinutes'>,
): Promise<void> {
  await tx.organization.update({ where: { id }, data: settings });
}

/** The tenants of an issuer's organizations, at most two: enough to know whether there is only one. */
export async function findTenants(issuer: string): Promise<string[]> {
  const rows = await database().prisma.organization.findMany({
    where: { ssoIssuer: issuer },
    select: { ssoTenant: true },
    take: 2,
  });
  return rows.map(({ ssoTenant }) => ssoTenant);
}

/**
 * The organization of an issuer and tenant. Creates it if it does not exist, and takes the lock of a rule change,
 * so that concurrent first sign-ins run one after the other. The tenant is empty if the provider has only one.
 */
export async function ensureOrganization(
  tx: Tx,
  sso: { issuer: string; tenant: string; name: string },
): Promise<{ id: string }> {
  await tx.$executeRaw`
    INSERT INTO "organization" ("id", "name", "sso_issuer", "sso_tenant")
    VALUES (${newId()}::uuid, ${sso.name}, ${sso.issuer}, ${sso.tenant})
    ON CONFLICT ("sso_issuer", "sso_tenant") DO NOTHING`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "organization" WHERE "sso_issuer" = ${sso.issuer} AND "sso_tenant" = ${sso.tenant}`;
  const organization = rows[0];
  if (!organization) throw new Error('the organization does not exist');
  await lockForRuleChange(tx, organization.id);
  return organization;
}
