import type { Role } from '@/lib/core/actor';
import { database, type Tx } from '@/lib/db/client';

export type PersonRow = {
  id: string;
  organizationId: string;
  email: string;
  name: string;
  role: Role;
  disabledAt: Date | null;
};

const fields = {
  id: true,
  organizationId: true,
  email: true,
  name: true,
  role: true,
  disabledAt: true,
} as const;

/** A person, disabled or not; null if the organization has none with this id. */
export async function findPerson(
  organizationId: string,
  id: string,
  tx: Tx = database().checks.prisma,
): Promise<PersonRow | null> {
  return tx.user.findFirst({ where: { id, organizationId }, select: fields });
}

/** A person by email (in lower case), disabled or not. */
export async function findPersonByEmail(
  organizationId: string,
  email: string,
  tx: Tx = database().prisma,
): Promise<PersonRow | null> {
  return tx.user.findFirst({ where: { organizationId, email }, select: fields });
}

/** Admins who are not disabled, sorted by email. */
export async function findActiveAdmins(
  organizationId: string,
  tx: Tx = database().prisma,
): Promise<PersonRow[]> {
  return tx.user.findMany({
    where: { organizationId, role: 'Admin', disabledAt: null },
    select: fields,
    orderBy: { email: 'asc' },
  });
}

export async function findGroupIds(userId: string, tx: Tx = database().prisma): Promise<string[]> {
  const rows = await tx.groupMember.findMany({ where: { userId }, select: { groupId: true } });
  return rows.map(({ groupId }) => groupId);
}

export type ApiPerson = Omit<PersonRow, 'disabledAt'> & { createdAt: Date; lastLoginAt: Date | null };

/** Active people, sorted by email: all, or the one with an id or email. */
export async function findApiPeople(organizationId: string, idOrEmail?: string): Promise<ApiPerson[]> {
  const isId = idOrEmail !== undefined && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(idOrEmail);
  return database().prisma.user.findMany({
    where: {
      organizationId,
      disabledAt: null,
      ...(idOrEmail !== undefined && (isId ? { id: idOrEmail } : { email: idOrEmail.toLowerCase() })),
    },
    select: {
      id: true,
      organizationId: true,
      email: true,
      name: true,
      role: true,
      createdAt: true,
      lastLoginAt: true,
    },
    orderBy: { email: 'asc' },
  });
}

/** Inserts people. P2002 if another person has an email. */
export async function insertPeople(
  tx: Tx,
  organizationId: string,
  people: readonly { id: string; email: string; name: string; role: Role }[],
): Promise<void> {
  await tx.user.createMany({
    data: people.map(({ id, email, name, role }) => ({ organizationId, id, email, name, role })),
  });
}

/** Counts all admins, disabled ones included. */
export async function countAdmins(tx: Tx, organizationId: string): Promise<number> {
  return tx.user.count({ where: { organizationId, role: 'Admin' } });
}

/** Writes a person's role. False if the person does not exist. */
export async function writeRole(tx: Tx, organizationId: string, id: string, role: Role): Promise<boolean> {
  return (await tx.user.updateMany({ where: { id, organizationId }, data: { role } })).count === 1;
}

/**
 * Disables a person at `at`, or enables them with null. Disabling deletes their sessions. False if the person does not
 * exist.
 */
export async function writeEnabled(
  tx: Tx,
  organizationId: string,
  id: string,
  at: Date | null,
): Promise<boolean> {
  const { count } = await tx.user.updateMany({ where: { id, organizationId }, data: { disabledAt: at } });
  if (at) await tx.session.deleteMany({ where: { userId: id, user: { organizationId } } });
  return count === 1;
}
