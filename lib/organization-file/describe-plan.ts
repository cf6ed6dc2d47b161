import type { Plan } from './plan-changes';

/** What a plan does, one line for each thing. */
export function describePlan({ users, groups, environments, targets, policies }: Plan): string[] {
  return [
    ...users.added.map(({ email }) => `create the user ${email}`),
    ...users.roles.map(({ email, role }) => `give ${email} the role ${role}`),
    ...groups.added.map(({ id, aliasOf }) =>
      aliasOf === null ? `create the group ${id}` : `create the group ${id}, an alias of ${aliasOf}`,
    ),
    ...groups.aliased.map(({ id, aliasOf }) => `make the group ${id} an alias of ${aliasOf}`),
    ...environments.added.map(({ name }) => `create the environment ${name}`),
    ...environments.changed.map(({ name }) => `change the environment ${name}`),
    ...targets.added.map(({ name, type }) => `create the target ${name} (${type})`),
    ...targets.changed.map(({ name, type }) => `change the target ${name} (${type})`),
    ...policies.added.map(({ document }) => `create the policy ${document.name} (${document.type})`),
    ...policies.changed.map(({ document }) => `change the policy ${document.name} (${document.type})`),
  ];
}
