import { newId } from '@/lib/context';
import type { Role } from '@/lib/core/actor';
import type { Tx } from '@/lib/db/client';
import type { PersonRow } from './people';

/**
 * The organization of an SSO organization, made if it is not there yet, and locked: of two first sign-ins
 * only one is the first. A tenant is empty where the provider has only one.
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
    SELECT "id" FROM "organization" WHERE "sso_issuer" = ${sso.issuer} AND "sso_tenant" = ${sso.tenant}
    FOR NO KEY UPDATE`;
  const organization = rows[0];
  if (!organization) throw new Error('the organization is gone');
  return organization;
}

/** The person of an identity of a provider, within an organization; null before their first sign-in. */
export async function findPersonByAccount(
  tx: Tx,
  organizationId: string,
  account: { provider: string; providerAccountId: string },
): Promise<PersonRow | null> {
  return tx.user.findFirst({ where: { organizationId, accounts: { some: account } } });
}

/** How many admins an organization has, disabled ones too. */
export async function countAdmins(tx: Tx, organizationId: string): Promise<number> {
  return tx.user.count({ where: { organizationId, role: 'Admin' } });
}

/** Adds a person to an organization. P2002 when the address is taken. */
export async function insertPerson(
  tx: Tx,
  person: { id: string; organizationId: string; email: string; name: string; role: Role },
): Promise<void> {
  await tx.user.create({ data: person });
}

/** Joins an identity of a provider to a person. */
export async function insertAccount(
  tx: Tx,
  account: { provider: string; providerAccountId: string; userId: string },
): Promise<void> {
  await tx.account.create({ data: account });
}

/** Writes what a sign-in says of a person. P2002 when the new address belongs to somebody else. */
export async function recordSignIn(
  tx: Tx,
  id: string,
  facts: { email: string; name: string; at: Date },
): Promise<void> {
  const { at, ...set } = facts;
  await tx.user.update({ where: { id }, data: { ...set, lastLoginAt: at } });
}

/** Makes a person's groups be exactly these. True when that changed anything. */
export async function replaceGroups(
  tx: Tx,
  { organizationId, userId }: { organizationId: string; userId: string },
  groups: readonly { id: string; name: string }[],
): Promise<boolean> {
  for (const group of groups) {
    await tx.group.upsert({
      where: { organizationId_id: { organizationId, id: group.id } },
      create: { organizationId, ...group },
      update: { name: group.name },
    });
  }
  const ids = groups.map(({ id }) => id);
  const left = await tx.groupMember.deleteMany({ where: { userId, groupId: { notIn: ids } } });
  const joined = await tx.groupMember.createMany({
    data: ids.map((groupId) => ({ organizationId, groupId, userId })),
    skipDuplicates: true,
  });
  return left.count + joined.count > 0;
}
