import { nameThings } from './name-things';
import type { OldOrganization } from './old-organization';
import { writeGroups } from './write-groups';
import { writePolicies } from './write-policies';
import { writeTargets } from './write-targets';
import type { WrittenFile } from './written-file';

/** The file of an organization, with all ids. `losses` says what is left out of things that come along, one sentence each. */
export function toFile(old: OldOrganization): { file: WrittenFile; losses: string[] } {
  const losses: string[] = listLostDefault(old);
  const names = nameThings(old);
  const { id, name, timeCreated } = old.organization;
  const file: WrittenFile = {
    organization: { id, name, createdAt: timeCreated },
    users: old.users.map((user) => ({
      id: user.id,
      email: user.email,
      ...(user.fullName && { name: user.fullName }),
      admin: user.isAdmin,
      createdAt: user.timeCreated,
    })),
    groups: writeGroups(old, losses),
    environments: old.environments.map((environment) => ({
      id: environment.id,
      name: environment.name,
      description: environment.description,
      offlineCleanupTimeoutHours: environment.offlineCleanupTimeoutHours,
      createdAt: environment.timeCreated,
    })),
    targets: writeTargets(old, names, losses),
    policies: writePolicies(old, names, losses),
  };
  return { file, losses };
}

/** Here, the oldest environment is the default one. */
function listLostDefault({ environments }: OldOrganization): string[] {
  const [oldest] = environments.toSorted((a, b) => Date.parse(a.timeCreated) - Date.parse(b.timeCreated));
  return environments
    .filter((each) => each.isDefault && oldest && each.timeCreated !== oldest.timeCreated)
    .map(({ name }) => `Environment "${name}": is not the default here, because "${oldest?.name}" is older`);
}
