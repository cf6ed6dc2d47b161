import { newId } from '@/lib/context';
import { database, type Tx } from '@/lib/db/client';
import { lockFirstOrganization, lockForRuleChange } from '@/lib/db/locks';
import { databaseNow } from '@/lib/db/transaction';

export type OrganizationRow = {
  id: string;
  name: string;
  ssoIssuer: string;
  ssoTenant: string;
  selfApproval: boolean;
  /** whether an automatic policy that only lists a person's groups asks an admin while those are older than a day */
  reviewOldGroups: boolean;
  /** whether people can sign in to zli with a code on another device */
  deviceLogin: boolean;
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

type Fixed = 'id' | 'name' | 'ssoIssuer' | 'ssoTenant' | 'createdAt';

/** Changes the given settings of an organization. */
export async function writeOrganization(
  tx: Tx,
  id: string,
  settings: { [Name in Exclude<keyof OrganizationRow, Fixed>]?: OrganizationRow[Name] | undefined },
): Promise<void> {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  await tx.organization.update({ where: { id }, data: Object.fromEntries(given) });
}

/** Whether the server has no other organization. */
export async function isOnlyOrganization(id: string, tx: Tx = database().prisma): Promise<boolean> {
  return (await tx.organization.findFirst({ where: { id: { not: id } }, select: { id: true } })) === null;
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

/** The organization of an issuer and tenant; null if there is none. */
export async function findOrganizationOf(
  sso: { issuer: string; tenant: string },
  tx: Tx = database().prisma,
): Promise<{ id: string } | null> {
  const { issuer: ssoIssuer, tenant: ssoTenant } = sso;
  return tx.organization.findFirst({ where: { ssoIssuer, ssoTenant }, select: { id: true } });
}

/** Whether there is any organization. Until the transaction ends, no other one can find that out and create the first. */
export async function hasOrganizations(tx: Tx): Promise<boolean> {
  const hasOne = async () => (await tx.organization.findFirst({ select: { id: true } })) !== null;
  if (await hasOne()) return true;
  await lockFirstOrganization(tx);
  return hasOne();
}

/**
 * Remembers that the provider of an organization sends groups, and gives whether it ever has. Then a sign-in without them
 * is of a person without groups.
 */
export async function noteGroupsSent(tx: Tx, id: string, areSent: boolean): Promise<boolean> {
  if (areSent) {
    await tx.organization.updateMany({
      where: { id, groupsSentAt: null },
      data: { groupsSentAt: await databaseNow(tx) },
    });
    return true;
  }
  const row = await tx.organization.findFirst({
    where: { id, groupsSentAt: { not: null } },
    select: { id: true },
  });
  return row !== null;
}

/**
 * The organization of an issuer and tenant. Creates it if it does not exist, and takes the lock of a rule change,
 * so that concurrent first sign-ins run one after the other. The tenant is empty if the provider has only one.
 *
 * @param sso also has the id and the time of a new organization that another server had
 */
export async function ensureOrganization(
  tx: Tx,
  sso: {
    issuer: string;
    tenant: string;
    name: string;
    id?: string | undefined;
    createdAt?: Date | undefined;
  },
): Promise<{ id: string }> {
  const { id = newId(), createdAt = null } = sso;
  await tx.$executeRaw`
    INSERT INTO "organization" ("id", "name", "sso_issuer", "sso_tenant", "created_at")
    VALUES (${id}::uuid, ${sso.name}, ${sso.issuer}, ${sso.tenant}, coalesce(${createdAt}::timestamptz, now()))
    ON CONFLICT ("sso_issuer", "sso_tenant") DO NOTHING`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "organization" WHERE "sso_issuer" = ${sso.issuer} AND "sso_tenant" = ${sso.tenant}`;
  const organization = rows[0];
  if (!organization) throw new Error('the organization does not exist');
  await lockForRuleChange(tx, organization.id);
  return organization;
}
