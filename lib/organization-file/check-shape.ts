import { z } from 'zod';
import type { InputError } from '@/lib/core/error';
import { formatPath } from '@/lib/parse';
import {
  environmentSchema,
  type FileEnvironment,
  type FilePolicy,
  type FileTarget,
  type FileUser,
  fileSchema,
  policySchema,
  targetSchema,
  userSchema,
} from './file-schema';

/** One thing of a file and where it stands: `policies[2]`. */
export type Entry<T> = { path: string; value: T };

/** A section of a file. `spoilt` are the names of what is too wrong to be read. */
export type Section<T> = { entries: Entry<T>[]; spoilt: ReadonlySet<string> };

/** What a file says, as far as it can be read, and all that is wrong with its shape. */
export type FileContents = {
  users: Section<FileUser>;
  environments: Section<FileEnvironment>;
  targets: Section<FileTarget>;
  policies: Section<FilePolicy>;
  faults: InputError[];
};

/**
 * Checks the shape of a file. What is wrong is left out and the rest kept, so that everything that a file
 * names can be looked up too and all its faults are told at once.
 */
export function checkShape(input: unknown): FileContents {
  const faults: InputError[] = [];
  const file = salvage(fileSchema, input, [], faults) ?? fileSchema.parse({});
  return {
    users: section(userSchema, file.users, 'users', faults),
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
  const spoilt = new Set<string>();
  items.forEach((item, index) => {
    const value = salvage(schema, item, [name, index], faults);
    if (value === null) nameOf(item).forEach((each) => void spoilt.add(each));
    else entries.push({ path: formatPath([name, index]), value });
  });
  return { entries, spoilt };
}

/** What a schema reads from an input without the keys that are wrong; null when it needs one of them. */
function salvage<S extends z.ZodType>(
  schema: S,
  input: unknown,
  at: readonly PropertyKey[],
  faults: InputError[],
): z.output<S> | null {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.flatMap(({ path, message, ...issue }) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...path, key], message }))
      : [{ path, message }],
  );
  for (const { path, message } of wrong) {
    faults.push({ path: formatPath([...at, ...path]) || 'the file', message });
  }
  const keys = new Set(wrong.map(({ path }) => path[0]));
  if (keys.has(undefined)) return null;
  const rest = Object.entries(input as object).filter(([key]) => !keys.has(key));
  return schema.safeParse(Object.fromEntries(rest)).data ?? null;
}

const namedSchema = z.object({
  name: z.string().trim().optional(),
  email: z.string().trim().toLowerCase().optional(),
});

function nameOf(item: unknown): string[] {
  const { name, email } = namedSchema.safeParse(item).data ?? {};
  return [name, email].flatMap((each) => each ?? []);
}
