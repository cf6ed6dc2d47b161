import { z } from 'zod';
import { isOneLine } from '@/lib/core/one-line';
import { findHostProblem } from '@/lib/core/target/host-address';
import { targetTypes } from '@/lib/core/target/target';
import { noTunnel, tunnelWays } from '@/lib/core/target/tunnel';
import {
  authenticationTypes,
  cloudServiceProviders,
  hostScheme,
  notAuthenticated,
  notVirtual,
  type VirtualFields,
} from '@/lib/core/target/virtual';
import { nameField } from '@/lib/name-fields';

const optional = z
  .string()
  .trim()
  .max(200, 'Use at most 200 characters.')
  .refine(isOneLine, 'Use one line without invisible characters.')
  .nullish()
  .transform((value) => value || null);

const portRange = 'Enter a port from 1 to 65535.';
const portFrom = (least: number) =>
  z
    .int('Enter a whole number.')
    .min(least, portRange)
    .max(65_535, portRange)
    .nullish()
    .transform((value) => value ?? null);
const port = portFrom(1);

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

/** What programs write about databases and web apps. `checkAddress` says where the port 0 is allowed. */
const virtual = {
  port: portFrom(0),
  proxyTargetId: proxy,
  proxyEnvironmentId: proxy,
  localHost: optional,
  localPort: port,
  authenticationType: z
    .enum(authenticationTypes)
    .nullish()
    .transform((value) => value ?? null),
  authenticationLabel: optional,
  cloudServiceProvider: z
    .enum(cloudServiceProviders)
    .nullish()
    .transform((value) => value ?? null),
};

const withType = { ...changeable, ...virtual, type: z.enum(targetTypes, 'Choose a type.') };

export const targetFields = z.object(withType).superRefine(checkAddress).transform(withoutPortZero);
/** What a row of an import says. */
export const rowFields = z.object({ ...withType, port }).omit({ environmentId: true });
/** What the console can change; without `proxyTargetId`, the proxy stays. */
export const targetChanges = z.object({ ...changeable, proxyTargetId: z.uuid('Choose a server.').nullish() });
/** What programs can change. */
export const targetPatch = z
  .object({ ...changeable, ...virtual })
  .superRefine(checkAddress)
  .transform(withoutPortZero);

/** A database that a program writes has a port, unless it is in GCP, and a host that begins as its cloud wants. */
function checkAddress(
  target: { host: string | null; port: number | null; databaseType: string | null } & VirtualFields,
  context: z.RefinementCtx,
): void {
  const { authenticationType, cloudServiceProvider, databaseType, host, port } = target;
  const fail = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
  const mayLackPort = cloudServiceProvider === 'GCP' || (authenticationType === null && port === null);
  if (!port && !mayLackPort) fail('port', portRange);
  if (authenticationType === null) return;
  const scheme = hostScheme(cloudServiceProvider, databaseType);
  const given = /^[a-z]+:\/\//.exec(host ?? '')?.[0] ?? '';
  if (given === scheme) return;
  fail('host', scheme ? `Begin with ${scheme} for this cloud provider.` : `Remove ${given}.`);
}

/** A database in GCP has no port. */
function withoutPortZero<T extends { port: number | null }>(target: T): T {
  return { ...target, port: target.port || null };
}

export type TargetFields = z.output<typeof targetFields>;
type TypedFields = Omit<TargetFields, 'environmentId' | keyof VirtualFields> & Partial<VirtualFields>;

/** Removes the fields that a type of target does not have. A server without an `os` gets Linux. */
export function fieldsForType<T extends TypedFields>(fields: T): T {
  const { type, os, databaseType, tunnelWay, jumpTargetId } = fields;
  const isVirtual = type === 'Db' || type === 'Web';
  return {
    ...fields,
    ...(!isVirtual && notVirtual),
    ...(type === 'Web' && notAuthenticated),
    os: type === 'Bzero' ? (os ?? 'Linux') : null,
    databaseType: type === 'Db' ? databaseType : null,
    ...(type === 'Bzero' ? { jumpTargetId: tunnelWay === 'Jump' ? jumpTargetId : null } : noTunnel),
  };
}
