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

/** A person of an organization, disabled or not; null when it has none of that id. */
export async function findPerson(
  organizationId: string,
  id: string,
  tx: Tx = database().prisma,
): Promise<PersonRow | null> {
  return tx.user.findFirst({ where: { id, organizationId }, select: fields });
}

/** The person with an address (case-folded by the caller), disabled or not. */
export async function findPersonByEmail(
  organizationId: string,
  email: string,
  tx: Tx = database().prisma,
): Promise<PersonRow | null> {
  return tx.user.findFirst({ where: { organizationId, email }, select: fields });
}

/** The admins who can act, by address. */
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

/** The ids of the groups that a person is in. */
export async function findGroupIds(userId: string, tx: Tx = database().prisma): Promise<string[]> {
  const rows = await tx.groupMember.findMany({ where: { userId }, select: { groupId: true } });
  return rows.map(({ groupId }) => groupId);
}

export type ApiPerson = Omit<PersonRow, 'disabledAt'> & { createdAt: Date; lastLoginAt: Date | null };

/** The active people of an organization by address, or the one of an id or an address. */
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
