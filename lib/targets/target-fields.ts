import { z } from 'zod';
import { isOneLine } from '@/lib/core/one-line';
import { targetTypes } from '@/lib/core/target/target';
import { nameField } from '@/lib/name-fields';

const optional = z
  .string()
  .trim()
  .max(200, 'Use at most 200 characters.')
  .refine(isOneLine, 'Use one line without invisible characters.')
  .nullish()
  .transform((value) => value || null);

/** The fields of a target that can change. Only servers have `os`, only databases `databaseType`. */
const changeable = {
  name: nameField,
  environmentId: z.uuid('Choose an environment.'),
  os: z
    .enum(['Linux', 'Windows'], 'Choose Linux or Windows.')
    .nullish()
    .transform((value) => value ?? null),
  host: optional,
  port: z
    .int('Enter a whole number.')
    .min(1, 'Enter a port from 1 to 65535.')
    .max(65_535, 'Enter a port from 1 to 65535.')
    .nullish()
    .transform((value) => value ?? null),
  databaseType: optional,
};

export const targetFields = z.object({ ...changeable, type: z.enum(targetTypes, 'Choose a type.') });
export const targetChanges = z.object(changeable);

export type TargetFields = z.output<typeof targetFields>;

/** Removes the fields that a type of target does not have. A server without an `os` gets Linux. */
export function fieldsForType<T extends Pick<TargetFields, 'type' | 'os' | 'databaseType'>>(fields: T): T {
  const { type, os, databaseType } = fields;
  return {
    ...fields,
    os: type === 'Bzero' ? (os ?? 'Linux') : null,
    databaseType: type === 'Db' ? databaseType : null,
  };
}
