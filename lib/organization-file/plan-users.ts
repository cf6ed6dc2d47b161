import { newId } from '@/lib/context';
import type { Role } from '@/lib/core/actor';
import type { InputError } from '@/lib/core/error';
import type { SnapshotUser } from '@/lib/db/policies/organization-snapshot';
import type { Section } from './check-shape';
import type { FileUser } from './file-schema';
import { faultsOfRepeats, type Lookup, lookupIn } from './look-up';

export type UserPlan = { added: SnapshotUser[]; roles: { id: string; email: string; role: Role }[] };

/**
 * Which people come, and whose role changes. Who has not signed in yet is there by e-mail address, and is
 * joined at the first sign-in. A file may not take the last active admin away.
 */
export function planUsers(
  section: Section<FileUser>,
  held: readonly SnapshotUser[],
): { plan: UserPlan; faults: InputError[]; lookUp: Lookup<{ id: string }> } {
  const { entries, spoilt } = section;
  const byEmail = new Map(held.map((user) => [user.email, user]));
  const plan: UserPlan = { added: [], roles: [] };
  const faults = faultsOfRepeats(entries, 'email', ({ email }) => email);
  const demotions: string[] = [];
  for (const { path, value } of entries) {
    const { email, admin } = value;
    const before = byEmail.get(email);
    const role = admin === undefined ? (before?.role ?? 'User') : admin ? 'Admin' : 'User';
    const user = before ? { ...before, role } : { id: newId(), email, role, disabledAt: null };
    byEmail.set(email, user);
    if (!before) plan.added.push(user);
    else if (before.role !== role) plan.roles.push(user);
    if (before && isActiveAdmin(before) && role === 'User') demotions.push(`${path}.admin`);
  }
  if (![...byEmail.values()].some(isActiveAdmin)) {
    const message = 'this takes the last active admin away: name another one';
    faults.push(...demotions.map((path) => ({ path, message })));
  }
  return { plan, faults, lookUp: lookupIn('user', byEmail, spoilt) };
}

function isActiveAdmin({ role, disabledAt }: SnapshotUser): boolean {
  return role === 'Admin' && disabledAt === null;
}
