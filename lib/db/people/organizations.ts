import { database, type Tx } from '@/lib/db/client';

export type OrganizationRow = {
  id: string;
  name: string;
  ssoIssuer: string;
  ssoTenant: string;
  selfApproval: boolean;
  /** how long a request may wait for a decision */
  lapseMinutes: number;
  /** how long it waits before its admins are reminded; 0 is never */
  reminderMinutes: number;
  createdAt: Date;
};

/** An organization and its settings. Throws when there is none: a context always names a real one. */
export async function findOrganization(id: string, tx: Tx = database().prisma): Promise<OrganizationRow> {
  return tx.organization.findUniqueOrThrow({ where: { id } });
}

/** Writes the settings of an organization. */
export async function writeOrganization(
  tx: Tx,
  id: string,
  settings: Pick<OrganizationRow, 'selfApproval' | 'lapseMinutes' | 'reminderMinutes'>,
): Promise<void> {
  await tx.organization.update({ where: { id }, data: settings });
}

/** The tenants of an issuer that have an organization here, at most two: enough to know if it is the only one. */
export async function findTenants(issuer: string): Promise<string[]> {
  const rows = await database().prisma.organization.findMany({
    where: { ssoIssuer: issuer },
    select: { ssoTenant: true },
    take: 2,
  });
  return rows.map(({ ssoTenant }) => ssoTenant);
}
