export const targetTypes = ['Bzero', 'Cluster', 'Db', 'Web', 'DynamicAccessConfig'] as const;
export type TargetType = (typeof targetTypes)[number];

export const targetStatuses = [
  'NotActivated',
  'Offline',
  'Online',
  'Terminated',
  'Error',
  'Restarting',
] as const;
export type TargetStatus = (typeof targetStatuses)[number];

export const verbs = ['Shell', 'FileTransfer', 'Tunnel', 'RDP', 'SQLServer'] as const;
export type Verb = (typeof verbs)[number];

export type ChildPolicyType = 'TargetConnect' | 'Kubernetes' | 'Proxy';

/** `os` is null unless the target is a server, `databaseType` unless it is a database. */
export type TargetSummary = {
  id: string;
  name: string;
  type: TargetType;
  environment: string;
  os: string | null;
  databaseType: string | null;
};

const childTypes: Record<TargetType, ChildPolicyType> = {
  Bzero: 'TargetConnect',
  DynamicAccessConfig: 'TargetConnect',
  Cluster: 'Kubernetes',
  Db: 'Proxy',
  Web: 'Proxy',
};

/** The type of policy that covers targets of this type. */
export function childTypeFor(type: TargetType): ChildPolicyType {
  return childTypes[type];
}

/** Only servers have actions to choose from; clusters, databases and web apps have one implied action. */
export function hasVerbs(type: TargetType): boolean {
  return childTypeFor(type) === 'TargetConnect';
}

/** A web app manages its own accounts, so access to it has no target user. */
export function hasTargetUsers(type: TargetType): boolean {
  return type !== 'Web';
}

export type DatabaseKind = 'postgres' | 'cockroach' | 'mysql' | 'mariadb';

const databaseKinds: readonly [RegExp, DatabaseKind][] = [
  [/^postgres/i, 'postgres'],
  [/^cockroach/i, 'cockroach'],
  [/^mysql/i, 'mysql'],
  [/^maria/i, 'mariadb'],
];

/** The kind of a database by the type that an admin wrote, such as `PostgreSQL 16`; null for any other. */
export function databaseKind(databaseType: string | null): DatabaseKind | null {
  return databaseKinds.find(([pattern]) => pattern.test(databaseType ?? ''))?.[1] ?? null;
}

/** The protocol that its clients speak; null for a kind that the product does not know. */
export function databaseProtocol(databaseType: string | null): 'postgres' | 'mysql' | null {
  const kind = databaseKind(databaseType);
  if (kind === null) return null;
  return kind === 'postgres' || kind === 'cockroach' ? 'postgres' : 'mysql';
}
