import { z } from 'zod';
import { AccessError } from '@/lib/core/error';
import type { TargetType } from '@/lib/core/target/target';
import { isHostAddress } from '@/lib/core/target/tunnel';
import {
  authenticationTypes,
  cloudDatabases,
  cloudServiceProviders,
  splitCertDatabases,
} from '@/lib/core/target/virtual';
import { exactName, setFields } from './body-fields';

// The bodies of targets as the SDK sends them (targets.CreateDatabaseTargetRequest and so on, Go SDK v0.10.0). A field that is
// left out or null stays as it is.

const portRange = 'Use a port from 1 to 65535.';
const portFrom = (least: number) =>
  z.int('Send a whole number.').min(least, portRange).max(65_535, portRange);
const port = portFrom(1);
const remotePort = z.object({ value: port }).strict();
// Whether a database can be without a port, and which scheme its host has, depends on its cloud: `targetPatch` checks both.
const databasePort = z.object({ value: portFrom(0) }).strict();
const notHost = 'Send a host name or an IP address, without a port.';
const host = z
  .string()
  .refine(isHostAddress, notHost)
  .meta({ examples: ['db.example.com'] });
const databaseHost = host.or(z.string().regex(/^(gcp|rds|rdsmysql):\/\/\S+$/, notHost));
const address = z
  .string()
  .refine(
    (text) => /^https?:\/\/\S+$/.test(text) && URL.canParse(text),
    'Send an address that begins with http:// or https://.',
  )
  .meta({ examples: ['https://wiki.example.com'] });
const databases = [...splitCertDatabases, 'MicrosoftSQLServer'] as const;
const useProvider = `Use one of ${cloudServiceProviders.join(', ')}.`;

const virtual = {
  targetName: exactName.nullish(),
  proxyTargetId: z.string().nullish(),
  proxyEnvironmentId: z.string().nullish(),
  remotePort: remotePort.nullish(),
  localPort: z.object({ value: port.nullish() }).strict().nullish(),
  localHost: host.or(z.literal('')).nullish(),
  environmentId: z.string().nullish(),
};

const configuration = z
  .object({
    authenticationType: z.enum(authenticationTypes, `Use one of ${authenticationTypes.join(', ')}.`),
    cloudServiceProvider: z.enum(cloudServiceProviders, useProvider).nullish(),
    database: z.enum(databases, `Use one of ${databases.join(', ')}.`).nullish(),
    label: exactName.nullish(),
  })
  .strict()
  .superRefine(({ authenticationType: type, cloudServiceProvider: provider = null, database }, context) => {
    const isInjected = type === 'ServiceAccountInjection';
    const fail = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (isInjected !== (provider !== null))
      fail('cloudServiceProvider', isInjected ? useProvider : `Leave this out with ${type}.`);
    const fitting = type === 'SplitCert' ? splitCertDatabases : provider && cloudDatabases(provider);
    if (fitting && !fitting.some((each) => each === database))
      fail('database', `${type} works with ${fitting.join(', ')}.`);
  });

const web = z.object({ ...virtual, remoteHost: address.nullish() });
const database = z.object({
  ...virtual,
  remoteHost: databaseHost.nullish(),
  remotePort: databasePort.nullish(),
  splitCert: z.boolean().nullish(),
  databaseType: z.string().nullish(),
  databaseAuthenticationConfig: configuration.nullish(),
});
const environmentName = z.string().nullish();
const webhook = z.string().meta({ examples: ['https://machines.example.com/start'] });

/** The bodies that create a target. Servers register themselves; clusters do so with an agent, which this server has not. */
export const newTargetBodies = {
  Db: database.extend({ remoteHost: databaseHost, remotePort: databasePort, environmentName }),
  Web: web.extend({ remoteHost: address, remotePort, environmentName }),
  DynamicAccessConfig: z.object({
    name: exactName,
    environmentId: z.string(),
    startWebhook: webhook,
    stopWebhook: webhook,
    healthWebhook: webhook,
    sharedSecret: z.string().nullish(),
  }),
} as const;

/** The bodies that change a target. */
export const targetChangeBodies = {
  Bzero: z.object({ targetName: exactName.nullish(), environmentId: z.string().nullish() }),
  Cluster: z.object({ name: exactName.nullish(), environmentId: z.string().nullish() }),
  DynamicAccessConfig: z.object({
    name: exactName.nullish(),
    startWebhook: webhook.nullish(),
    stopWebhook: webhook.nullish(),
    healthWebhook: webhook.nullish(),
    sharedSecret: z.string().nullish(),
  }),
  Db: database,
  Web: web,
} as const satisfies Record<TargetType, z.ZodObject>;

/** What clients call the fields of `targetPatch`, for its errors. */
export const targetNames: Record<TargetType, Record<string, string>> = {
  Bzero: { name: 'targetName' },
  Cluster: {},
  DynamicAccessConfig: {},
  Db: {
    name: 'targetName',
    host: 'remoteHost',
    port: 'remotePort.value',
    authenticationLabel: 'databaseAuthenticationConfig.label',
  },
  Web: { name: 'targetName', host: 'remoteHost' },
};

type Body = Partial<z.output<typeof database>> & { name?: string | null | undefined };

/**
 * The fields of `targetPatch` that a body has. Setting one proxy clears the other. Throws `invalid` for both proxies, and for
 * the older fields of a database's type where they contradict the newer one.
 */
export function readTargetBody(body: Body): Record<string, unknown> {
  const { proxyTargetId, proxyEnvironmentId } = body;
  if (proxyTargetId && proxyEnvironmentId) throw oneProxy('Send one of both proxies, not both.');
  return {
    ...setFields({
      name: body.targetName ?? body.name,
      environmentId: body.environmentId,
      host: body.remoteHost,
      port: body.remotePort?.value,
      localHost: body.localHost,
    }),
    ...(body.localPort && { localPort: body.localPort.value ?? null }),
    ...(proxyTargetId && { proxyTargetId, proxyEnvironmentId: null }),
    ...(proxyEnvironmentId && { proxyTargetId: null, proxyEnvironmentId }),
    ...readAuthentication(body),
  };
}

/** Requires a proxy of a new target. Throws `invalid`, which names both fields. */
export function requireProxy({ proxyTargetId, proxyEnvironmentId }: Body): void {
  if (!proxyTargetId && !proxyEnvironmentId) throw oneProxy('Send proxyTargetId or proxyEnvironmentId.');
}

/** What a database that is created without a configuration gets. */
export const defaultAuthentication = { authenticationType: 'Default', authenticationLabel: 'None' };

function readAuthentication(body: Body) {
  const { splitCert, databaseType, databaseAuthenticationConfig: sent } = body;
  const configured = sent ?? olderConfiguration(body);
  if (!configured) return {};
  if (
    (splitCert ?? configured.authenticationType === 'SplitCert') !==
    (configured.authenticationType === 'SplitCert')
  )
    throw contradiction('splitCert');
  if (databaseType && databaseType !== configured.database) throw contradiction('databaseType');
  return {
    authenticationType: configured.authenticationType,
    authenticationLabel: configured.label ?? null,
    cloudServiceProvider: configured.cloudServiceProvider ?? null,
    databaseType: configured.database ?? null,
  };
}

/** The configuration that `splitCert` and `databaseType` stand for; undefined without them. */
function olderConfiguration({ splitCert, databaseType }: Body): z.output<typeof configuration> | undefined {
  if (typeof splitCert !== 'boolean' && !databaseType) return undefined;
  const authenticationType = splitCert ? 'SplitCert' : 'Default';
  const database = databaseType || null;
  const result = configuration.safeParse({ authenticationType, database, label: database ?? 'None' });
  if (result.success) return result.data;
  throw invalid(['databaseType'], result.error.issues[0]?.message ?? 'Send another type.');
}

function contradiction(path: string): AccessError {
  return invalid([path], `Leave ${path} out, or send the same as in databaseAuthenticationConfig.`);
}

function oneProxy(message: string): AccessError {
  return invalid(['proxyTargetId', 'proxyEnvironmentId'], message);
}

function invalid(paths: readonly string[], message: string): AccessError {
  return new AccessError('invalid', message, { faults: paths.map((path) => ({ path, message })) });
}
