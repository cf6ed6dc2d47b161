import { z } from 'zod';
import { targetTypes } from '@/lib/core/target/target';

/** A name that people read and type: one line. */
export const nameField = z
  .string()
  .trim()
  .min(1, 'Give it a name.')
  .max(200, 'Keep the name below 200 characters.')
  .regex(/^[^\p{Control}]*$/u, 'Keep the name on one line.');

const optional = z
  .string()
  .trim()
  .max(200, 'Keep it below 200 characters.')
  .regex(/^[^\p{Control}]*$/u, 'Keep it on one line.')
  .nullish()
  .transform((value) => value || null);

/** What can be changed of a target. `os` is of servers only, `databaseType` of databases only. */
const changeable = {
  name: nameField,
  environmentId: z.uuid('Choose an environment.'),
  os: z
    .enum(['Linux', 'Windows'], 'Choose Linux or Windows.')
    .nullish()
    .transform((value) => value ?? null),
  host: optional,
  port: z
    .int('A port is a whole number.')
    .min(1, 'A port is 1 to 65535.')
    .max(65_535, 'A port is 1 to 65535.')
    .nullish()
    .transform((value) => value ?? null),
  databaseType: optional,
};

export const targetFields = z.object({ ...changeable, type: z.enum(targetTypes, 'Choose a type.') });
export const targetChanges = z.object(changeable);

export type TargetFields = z.output<typeof targetFields>;

/** Leaves out what the type of a target does not have; a server is a Linux one unless it says otherwise. */
export function fitting<T extends Pick<TargetFields, 'type' | 'os' | 'databaseType'>>(fields: T): T {
  const { type, os, databaseType } = fields;
  return {
    ...fields,
    os: type === 'Bzero' ? (os ?? 'Linux') : null,
    databaseType: type === 'Db' ? databaseType : null,
  };
}
