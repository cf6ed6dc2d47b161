import { z } from 'zod';
import { type OldServer, OldServerError } from './old-server';

// What the API of BastionZero answers (Go SDK v0.10.0), as far as the file needs it. Other fields are ignored.

/** Go writes a list that was never filled as null. */
const listOf = <S extends z.ZodType>(item: S) =>
  z
    .array(item)
    .nullish()
    .transform((list) => list ?? []);
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const port = z
  .object({ value: z.number().nullish() })
  .nullish()
  .transform((value) => value?.value ?? null);
const named = z.object({ id: z.string(), name: z.string() });
const withId = z.object({ id: z.string() });

const organization = named.extend({ timeCreated: z.string() });
const user = z.object({
  id: z.string(),
  email: z.string(),
  fullName: text,
  isAdmin: z.boolean(),
  timeCreated: z.string(),
});
const group = z.object({ idPGroupId: z.string(), name: z.string() });
const environment = named.extend({
  description: text,
  isDefault: z.boolean(),
  timeCreated: z.string(),
  offlineCleanupTimeoutHours: z.number(),
});
const target = named.extend({ environmentId: z.string() });
const virtualTarget = target.extend({
  proxyTargetId: text,
  proxyEnvironmentId: text,
  remoteHost: text,
  remotePort: port,
  localHost: text,
  localPort: port,
});
const database = virtualTarget.extend({
  databaseType: z.string().nullish(),
  databaseAuthenticationConfig: z
    .object({
      authenticationType: z.string().nullish(),
      cloudServiceProvider: z.string().nullish(),
      database: z.string().nullish(),
      label: z.string().nullish(),
    })
    .nullish(),
});
const dynamicAccess = target.extend({ startWebhook: text });

const policy = named.extend({
  description: text,
  timeExpires: z.string().nullish(),
  subjects: listOf(z.object({ id: z.string(), type: z.string() })),
  groups: listOf(named),
});
const covering = policy.extend({ environments: listOf(withId) });
const targetUsers = listOf(z.object({ userName: z.string() }));
const names = listOf(z.object({ name: z.string() }));
const targetConnect = covering.extend({
  targets: listOf(withId),
  targetUsers,
  verbs: listOf(z.object({ type: z.string() })),
});
const kubernetes = covering.extend({ clusters: listOf(withId), clusterUsers: names, clusterGroups: names });
const proxy = covering.extend({ targets: listOf(withId), targetUsers });
const justInTime = policy.extend({
  childPolicies: listOf(withId),
  automaticallyApproved: z.boolean(),
  duration: z.number(),
});

const sessionRecording = policy.extend({ recordInput: z.boolean().nullish() });
const organizationControls = policy.extend({
  mfaEnabled: z.boolean().nullish(),
  mfaDuration: z.number().nullish(),
});

const apiKey = named.extend({ isRegistrationKey: z.boolean() });
const serviceAccount = z.object({ id: z.string(), email: z.string() });
const slack = z.object({ teamName: z.string() });
/** The systems that the agents of servers run on, by what can be done with a server. */
const allTargets = z.record(
  z.string(),
  listOf(z.object({ id: z.string(), agent: z.object({ type: z.string() }).nullish() })),
);

/** The lists that the file is made of, with their paths below `/api/v2`. */
const lists = {
  users: { path: 'users', item: user },
  groups: { path: 'organization/groups', item: group },
  environments: { path: 'environments', item: environment },
  servers: { path: 'targets/bzero', item: target },
  clusters: { path: 'targets/kube', item: target },
  databases: { path: 'targets/database', item: database },
  webApps: { path: 'targets/web', item: virtualTarget },
  dynamicServers: { path: 'targets/dynamic-access', item: dynamicAccess },
  targetConnect: { path: 'policies/target-connect', item: targetConnect },
  kubernetes: { path: 'policies/kubernetes', item: kubernetes },
  proxy: { path: 'policies/proxy', item: proxy },
  justInTime: { path: 'policies/just-in-time', item: justInTime },
  sessionRecording: { path: 'policies/session-recording', item: sessionRecording },
  organizationControls: { path: 'policies/organization-controls', item: organizationControls },
  apiKeys: { path: 'api-keys', item: apiKey },
  serviceAccounts: { path: 'service-accounts', item: serviceAccount },
} as const;

type Lists = { [Name in keyof typeof lists]: z.output<(typeof lists)[Name]['item']>[] };

/** An organization as the old server has it. */
export type OldOrganization = Lists & {
  organization: z.output<typeof organization>;
  /** the connected workspace of Slack; null without one */
  slack: z.output<typeof slack> | null;
  /** ids of the servers that run Windows */
  windowsServers: ReadonlySet<string>;
};

/** The targets of all types. */
export function targetsOf(old: OldOrganization): z.output<typeof target>[] {
  return [...old.servers, ...old.clusters, ...old.databases, ...old.webApps, ...old.dynamicServers];
}

/** The policies of all types. */
export function policiesOf(old: OldOrganization): z.output<typeof policy>[] {
  const enforced = [...old.targetConnect, ...old.kubernetes, ...old.proxy, ...old.justInTime];
  return [...enforced, ...old.sessionRecording, ...old.organizationControls];
}

/** Reads an organization. Throws `OldServerError` at the first answer that is missing or has another shape. */
export async function readOldOrganization(server: OldServer): Promise<OldOrganization> {
  const answer = await server.get('organization');
  if (answer === null) throw new OldServerError('there is no API of BastionZero at this address');
  const found = parseAnswer('organization', organization, answer);
  const read: Record<string, unknown[]> = {};
  // One after the other, which no server takes for an attack.
  for (const [name, { path, item }] of Object.entries(lists)) {
    read[name] = (await server.list(path)).map((each, index) => parseAnswer(`${path}[${index}]`, item, each));
  }
  const integration = await server.get('organization/integrations/slack');
  const byAction = await server.get('targets?allTargetsInOrg=true');
  const agents = Object.values(parseAnswer('targets', allTargets, byAction ?? {})).flat();
  const isWindows = ({ agent }: (typeof agents)[number]) => agent?.type === 'Windows';
  return {
    ...(read as Lists),
    organization: found,
    slack: integration === null ? null : parseAnswer('organization/integrations/slack', slack, integration),
    windowsServers: new Set(agents.filter(isWindows).map(({ id }) => id)),
  };
}

function parseAnswer<S extends z.ZodType>(path: string, schema: S, answer: unknown): z.output<S> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new OldServerError(
    `the answer to GET /api/v2/${path} has another shape than BastionZero's${field && ` at ${field}`}: ${issue?.message}`,
  );
}
