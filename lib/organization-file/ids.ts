import { newId } from '@/lib/context';
import type { InputError } from '@/lib/core/error';
import type { IdUse } from '@/lib/db/policies/uses-of-ids';
import type { FileContents } from './check-shape';

/** Gives the things of a file their ids: the stored one, otherwise the one in the file, otherwise a new one. */
export class Ids {
  readonly faults: InputError[] = [];
  private readonly uses: ReadonlyMap<string, IdUse>;
  private readonly paths = new Map<string, string>();

  /** @param uses what the database has under the ids of the file, in every organization */
  constructor(uses: readonly IdUse[]) {
    this.uses = new Map(uses.map((use) => [use.id, use]));
  }

  /** The id of the thing at `path`. Notes an error if the file has another id than the stored one, or that of another thing. */
  choose(path: string, id: string | undefined, stored: string | undefined): string {
    if (id === undefined) return stored ?? newId();
    const problem = this.findProblem(id, stored);
    if (problem) this.faults.push({ path: `${path}.id`, message: problem });
    this.paths.set(id, path);
    return stored ?? id;
  }

  private findProblem(id: string, stored: string | undefined): string | null {
    const first = this.paths.get(id);
    if (first !== undefined) return `duplicates ${first}`;
    if (stored !== undefined) return stored === id ? null : `must be ${stored}, which is the id here`;
    const use = this.uses.get(id);
    return use ? describeUse(use) : null;
  }
}

/** Whose id it is. What other organizations have is not named. */
export function describeUse({ isOwn, kind, name }: IdUse): string {
  return isOwn ? `is the id of the ${kind} "${name}"` : 'is an id of another organization';
}

/** All ids of a file, except those of groups, which are unique within an organization. */
export function idsOf({ organization, users, environments, targets, policies }: FileContents): string[] {
  const things = [users, environments, targets, policies].flatMap(({ entries }) =>
    entries.map(({ value }) => value.id),
  );
  return [organization.id, ...things].filter((id) => id !== undefined);
}
