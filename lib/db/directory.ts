import type { Role } from '@/lib/core/actor';
import { database, type Tx } from './client';

export type DirectoryRow = {
  id: string;
  email: string;
  name: string;
  role: Role;
  disabledAt: Date | null;
  lastLoginAt: Date | null;
  groups: { id: string; name: string }[];
  /** `linked`: may decide in Slack; `matched`: known there by e-mail */
  slack: 'linked' | 'matched' | 'none';
};

/** Everybody of an organization, by address. `teamId` is its workspace; without one nobody is in Slack. */
export async function findPeople(organizationId: string, teamId: string | null): Promise<DirectoryRow[]> {
  const inTeam = { teamId: teamId ?? '' };
  const rows = await database().prisma.user.findMany({
    where: { organizationId },
    include: {
      memberships: { include: { group: { select: { id: true, name: true } } }, orderBy: { groupId: 'asc' } },
      slackLinks: { where: inTeam },
      slackUsers: { where: { ...inTeam, barred: null } },
    },
    orderBy: { email: 'asc' },
  });
  return rows.map(
    ({ id, email, name, role, disabledAt, lastLoginAt, memberships, slackLinks, slackUsers }) => ({
      id,
      email,
      name,
      role,
      disabledAt,
      lastLoginAt,
      groups: memberships.map(({ group }) => group),
      slack: slackLinks.length > 0 ? 'linked' : slackUsers.length > 0 ? 'matched' : 'none',
    }),
  );
}

/** Writes somebody's role. False when there is no such person. */
export async function writeRole(tx: Tx, organizationId: string, id: string, role: Role): Promise<boolean> {
  return (await tx.user.updateMany({ where: { id, organizationId }, data: { role } })).count === 1;
}

/** Disables or enables somebody. Disabling ends their sessions. False when there is no such person. */
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
