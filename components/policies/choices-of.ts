import { sayTargetType } from '@/lib/core/target';
import type { PolicyChoices } from '@/lib/web/policy-choices';
import type { Choices } from './draft';
import { coverageOf } from './policy-tables';

/** What the editor needs of what was read, and no more: it all goes to the browser. */
export function choicesOf({ people, groups, targets, environments, children }: PolicyChoices): Choices {
  return {
    people: people.map(({ id, email, name }) => ({ id, email, name })),
    groups,
    targets: targets.map((target) => ({
      id: target.id,
      name: target.name,
      environment: target.environment,
      kind: sayTargetType(target),
    })),
    environments: environments.map(({ id, name }) => ({ id, name })),
    children: children.map((child) => ({
      id: child.id,
      name: child.name,
      kind: child.type,
      covers: coverageOf(child),
      hasStandingSubjects: child.subjects.length + child.groups.length > 0,
    })),
  };
}
