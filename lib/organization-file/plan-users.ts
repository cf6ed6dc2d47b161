import type { Role } from '@/lib/core/actor';
import type { InputError } from '@/lib/core/error';
import type { SnapshotUser } from '@/lib/db/policies/organization-snapshot';
import type { Section } from './check-shape';
import type { FileUser } from './file-schema';
import type { Ids } from './ids';
import { findDuplicates, type Lookup, lookupIn } from './lookup';

export type NewUser = SnapshotUser & { name: string; createdAt: Date | undefined };
export type UserPlan = { added: NewUser[]; roles: { id: string; email: string; role: Role }[] };

/**
 * The people to create, and those whose role changes. Without a name in the file, a created person is shown with their email
 * until their first sign-in. A file cannot remove the last active admin.
 */
export function planUsers(
  section: Section<FileUser>,
  stored: readonly SnapshotUser[],
  ids: Ids,
): { plan: UserPlan; faults: InputError[]; lookUp: Lookup<{ id: string }> } {
  const { entries, invalidNames } = section;
  const byEmail = new Map(stored.map((user) => [user.email, user]));
  const plan: UserPlan = { added: [], roles: [] };
  const faults = findDuplicates(entries, 'email', ({ email }) => email);
  const demotions: string[] = [];
  for (const { path, value } of entries) {
    const { email, admin } = value;
    const before = byEmail.get(email);
    const role = admin === undefined ? (before?.role ?? 'User') : admin ? 'Admin' : 'User';
    const id = ids.choose(path, value.id, before?.id);
    const user = { id, email, role, disabledAt: before?.disabledAt ?? null };
    byEmail.set(email, user);
    if (!before) plan.added.push({ ...user, name: value.name ?? email, createdAt: value.createdAt });
    else if (before.role !== role) plan.roles.push(user);
    if (before && isActiveAdmin(before) && role === 'User') demotions.push(`${path}.admin`);
  }
  if (![...byEmail.values()].some(isActiveAdmin)) {
    const message = 'removes the last active admin. Make another person an admin';
    faults.push(...demotions.map((path) => ({ path, message })));
  }
  return { plan, faults, lookUp: lookupIn('user', byEmail, invalidNames) };
}

function isActiveAdmin({ role, disabledAt }: SnapshotUser): boolean {
  return role === 'Admin' && disabledAt === null;
}
