import { type OldOrganization, policiesOf, targetsOf } from './old-organization';

/** How a file refers to the things of an organization, by id. */
export type ThingNames = {
  users: ReadonlyMap<string, string>;
  environments: ReadonlyMap<string, string>;
  targets: ReadonlyMap<string, string>;
  policies: ReadonlyMap<string, string>;
};

type Named = { id: string; name: string };

/** Names everything. A target whose name and full name are not unique is referred to by its id. */
export function nameThings(old: OldOrganization): ThingNames {
  const environments = byId(old.environments);
  return {
    users: new Map(old.users.map(({ id, email }) => [id, email])),
    environments,
    targets: nameTargets(targetsOf(old), environments),
    policies: byId(policiesOf(old)),
  };
}

function nameTargets(
  targets: ReturnType<typeof targetsOf>,
  environments: ReadonlyMap<string, string>,
): Map<string, string> {
  const namesOf = ({ name, environmentId }: (typeof targets)[number]) => [
    name,
    `${name}.${environments.get(environmentId)}`,
  ];
  const counts = new Map<string, number>();
  for (const name of targets.flatMap(namesOf)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(
    targets.map((target) => [target.id, namesOf(target).find((name) => counts.get(name) === 1) ?? target.id]),
  );
}

function byId(things: readonly Named[]): Map<string, string> {
  return new Map(things.map(({ id, name }) => [id, name]));
}
