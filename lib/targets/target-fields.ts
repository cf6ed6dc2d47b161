import { z } from 'zod';
import { isOneLine } from '@/lib/core/one-line';
import { findHostProblem } from '@/lib/core/target/host-address';
import { targetTypes } from '@/lib/core/target/target';
import { noTunnel, tunnelWays } from '@/lib/core/target/tunnel';
import { nameField } from '@/lib/name-fields';

const optional = z
  .string()
  .trim()
  .max(200, 'Use at most 200 characters.')
  .refine(isOneLine, 'Use one line without invisible characters.')
  .nullish()
  .transform((value) => value || null);

const port = z
  .int('Enter a whole number.')
  .min(1, 'Enter a port from 1 to 65535.')
  .max(65_535, 'Enter a port from 1 to 65535.')
  .nullish()
  .transform((value) => value ?? null);

/**
 * The fields of a target that can change. Only servers have `os` and what says how RDP and SQL Server are reached, only
 * databases `databaseType`.
 */
const changeable = {
  name: nameField,
  environmentId: z.uuid('Choose an environment.'),
  os: z
    .enum(['Linux', 'Windows'], 'Choose Linux or Windows.')
    .nullish()
    .transform((value) => value ?? null),
  host: optional.superRefine((host, context) => {
    const message = host === null ? null : findHostProblem(host);
    if (message !== null) context.addIssue({ code: 'custom', message });
  }),
  port,
  databaseType: optional,
  tunnelWay: z
    .enum(tunnelWays, 'Choose how to reach RDP and SQL Server.')
    .nullish()
    .transform((value) => value ?? null),
  jumpTargetId: z
    .uuid('Choose a server.')
    .nullish()
    .transform((value) => value ?? null),
  rdpPort: port,
  sqlServerPort: port,
};

export const targetFields = z.object({ ...changeable, type: z.enum(targetTypes, 'Choose a type.') });
export const targetChanges = z.object(changeable);

export type TargetFields = z.output<typeof targetFields>;

/** Removes the fields that a type of target does not have. A server without an `os` gets Linux. */
export function fieldsForType<T extends Omit<TargetFields, 'environmentId'>>(fields: T): T {
  const { type, os, databaseType, tunnelWay, jumpTargetId } = fields;
  return {
    ...fields,
    os: type === 'Bzero' ? (os ?? 'Linux') : null,
    databaseType: type === 'Db' ? databaseType : null,
    ...(type === 'Bzero' ? { jumpTargetId: tunnelWay === 'Jump' ? jumpTargetId : null } : noTunnel),
  };
}
