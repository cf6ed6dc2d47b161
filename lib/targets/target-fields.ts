import { z } from 'zod';
import { isOneLine } from '@/lib/core/one-line';
import { findHostProblem } from '@/lib/core/target/host-address';
import { targetTypes } from '@/lib/core/target/target';
import { noTunnel, tunnelWays } from '@/lib/core/target/tunnel';
import { authenticationTypes, notVirtual, type VirtualFields } from '@/lib/core/target/virtual';
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

const proxy = z
  .uuid('Choose a proxy.')
  .nullish()
  .transform((value) => value ?? null);

/** What programs write about databases and web apps. */
const virtual = {
  proxyTargetId: proxy,
  proxyEnvironmentId: proxy,
  localHost: optional,
  localPort: port,
  authenticationType: z
    .enum(authenticationTypes)
    .nullish()
    .transform((value) => value ?? null),
  authenticationLabel: optional,
};

export const targetFields = z.object({
  ...changeable,
  ...virtual,
  type: z.enum(targetTypes, 'Choose a type.'),
});
/** What the console can change. */
export const targetChanges = z.object(changeable);
/** What programs can change. */
export const targetPatch = z.object({ ...changeable, ...virtual });

export type TargetFields = z.output<typeof targetFields>;
type TypedFields = Omit<TargetFields, 'environmentId' | keyof VirtualFields> & Partial<VirtualFields>;

/** Removes the fields that a type of target does not have. A server without an `os` gets Linux. */
export function fieldsForType<T extends TypedFields>(fields: T): T {
  const { type, os, databaseType, tunnelWay, jumpTargetId } = fields;
  const isVirtual = type === 'Db' || type === 'Web';
  return {
    ...fields,
    ...(!isVirtual && notVirtual),
    ...(type === 'Web' && { authenticationType: null, authenticationLabel: null }),
    os: type === 'Bzero' ? (os ?? 'Linux') : null,
    databaseType: type === 'Db' ? databaseType : null,
    ...(type === 'Bzero' ? { jumpTargetId: tunnelWay === 'Jump' ? jumpTargetId : null } : noTunnel),
  };
}
