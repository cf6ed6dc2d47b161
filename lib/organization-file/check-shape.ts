import { z } from 'zod';
import type { InputError } from '@/lib/core/error';
import { formatPath } from '@/lib/parse';
import {
  environmentSchema,
  type FileEnvironment,
  type FileGroup,
  type FileOrganization,
  type FilePolicy,
  type FileTarget,
  type FileUser,
  fileSchema,
  groupSchema,
  organizationSchema,
  policySchema,
  targetSchema,
  userSchema,
} from './file-schema';

/** An item of a file and its path: `policies[2]`. */
export type Entry<T> = { path: string; value: T };

/** A section of a file. `invalidNames` are the names of items that cannot be read. */
export type Section<T> = { entries: Entry<T>[]; invalidNames: ReadonlySet<string> };

/** The valid parts of a file, and all errors in its shape. */
export type FileContents = {
  organization: FileOrganization;
  users: Section<FileUser>;
  groups: Section<FileGroup>;
  environments: Section<FileEnvironment>;
  targets: Section<FileTarget>;
  policies: Section<FilePolicy>;
  faults: InputError[];
};

/**
 * Checks the shape of a file. Invalid parts are left out and the rest is kept, so that references can be checked too and
 * all errors are reported together.
 */
export function checkShape(input: unknown): FileContents {
  const faults: InputError[] = [];
  const file = parseValid(fileSchema, input, [], faults) ?? fileSchema.parse({});
  return {
    organization: parseValid(organizationSchema, file.organization ?? {}, ['organization'], faults) ?? {},
    users: section(userSchema, file.users, 'users', faults),
    groups: section(groupSchema, file.groups, 'groups', faults),
    environments: section(environmentSchema, file.environments, 'environments', faults),
    targets: section(targetSchema, file.targets, 'targets', faults),
    policies: section(policySchema, file.policies, 'policies', faults),
    faults,
  };
}

function section<S extends z.ZodType>(
  schema: S,
  items: readonly unknown[],
  name: string,
  faults: InputError[],
): Section<z.output<S>> {
  const entries: Entry<z.output<S>>[] = [];
  const invalidNames = new Set<string>();
  items.forEach((item, index) => {
    const value = parseValid(schema, item, [name, index], faults);
    if (value === null) namesOf(item).forEach((each) => void invalidNames.add(each));
    else entries.push({ path: formatPath([name, index]), value });
  });
  return { entries, invalidNames };
}

/** Parses an input without its invalid keys; null if the schema requires one of them. */
function parseValid<S extends z.ZodType>(
  schema: S,
  input: unknown,
  at: readonly PropertyKey[],
  faults: InputError[],
): z.output<S> | null {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap(({ path, message, ...issue }) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...path, key], message }))
      : [{ path, message }],
  );
  for (const { path, message } of problems) {
    faults.push({ path: formatPath([...at, ...path]) || 'the file', message });
  }
  const keys = new Set(problems.map(({ path }) => path[0]));
  if (keys.has(undefined)) return null;
  const rest = Object.entries(input as object).filter(([key]) => !keys.has(key));
  return schema.safeParse(Object.fromEntries(rest)).data ?? null;
}

const namedSchema = z.object({
  name: z.string().trim().optional(),
  email: z.string().trim().toLowerCase().optional(),
});

function namesOf(item: unknown): string[] {
  const { name, email } = namedSchema.safeParse(item).data ?? {};
  return [name, email].flatMap((each) => each ?? []);
}
