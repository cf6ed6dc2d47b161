import { shellLine } from './shell-word';

export const targetTypes = ['Bzero', 'Cluster', 'Db', 'Web', 'DynamicAccessConfig'] as const;
export type TargetType = (typeof targetTypes)[number];

export const verbs = ['Shell', 'FileTransfer', 'Tunnel', 'RDP', 'SQLServer'] as const;
export type Verb = (typeof verbs)[number];

export type ChildPolicyType = 'TargetConnect' | 'Kubernetes' | 'Proxy';

/** A target as people see it. `os` is of servers only, `databaseType` of databases only. */
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

/** Only servers are reached in more than one way; clusters, databases and web apps have one implied action. */
export function hasVerbs(type: TargetType): boolean {
  return childTypeFor(type) === 'TargetConnect';
}

/** A web app keeps accounts of its own, so nobody is asked as whom. */
export function hasTargetUsers(type: TargetType): boolean {
  return type !== 'Web';
}

/** What a person calls this kind of target, for example `Linux server` or `PostgreSQL database`. */
export function formatTargetType(target: Pick<TargetSummary, 'type' | 'os' | 'databaseType'>): string {
  switch (target.type) {
    case 'Bzero':
      return `${target.os ?? 'Linux'} server`;
    case 'DynamicAccessConfig':
      return 'Dynamic server';
    case 'Cluster':
      return 'Kubernetes cluster';
    case 'Db':
      return target.databaseType ? `${target.databaseType} database` : 'Database';
    case 'Web':
      return 'Web app';
  }
}

const verbNames: Record<Verb, string> = {
  Shell: 'Shell',
  FileTransfer: 'File transfer',
  Tunnel: 'Tunnel',
  RDP: 'RDP',
  SQLServer: 'SQL Server',
};

/** The verb as a person reads it. */
export function formatVerb(verb: Verb): string {
  return verbNames[verb];
}

/** What was asked for on a target, in one phrase: `as root, Shell` or `as admin in system:masters`. */
export function formatAccessSpec(spec: {
  targetUser: string | null;
  targetGroups: readonly string[];
  verb: Verb | null;
}): string {
  const user = spec.targetUser === null ? '' : `as ${spec.targetUser}`;
  const groups = spec.targetGroups.length > 0 ? ` in ${spec.targetGroups.join(', ')}` : '';
  const verb = spec.verb === null ? '' : `${user ? ', ' : ''}${formatVerb(spec.verb)}`;
  return `${user}${groups}${verb}` || 'sign in';
}

/** What is used of a target, and as whom: what its lines for `zli` are made of. */
export type TargetAccess = {
  target: Pick<TargetSummary, 'name' | 'environment'>;
  targetUser: string | null;
  targetGroups: readonly string[];
  verb: Verb | null;
};

/**
 * The line that connects: `zli connect root@prod-web.prod`. Names are unique within an environment only,
 * so the environment is always part of it; the syntax is the original client's (`[user@]name[.environment]`).
 * Only what a tunnel joins is left to the reader to fill in.
 */
export function connectLine(use: TargetAccess): string {
  return `${lineOf('connect', use)}${use.verb === 'Tunnel' ? ' --customPort LOCAL:HOST:PORT' : ''}`;
}

/** The line that asks for the same (again). */
export function requestLine(use: TargetAccess): string {
  return lineOf('request', use);
}

/** Does zli carry it? What it does not carry is reached through a tunnel. */
export function isCarried(verb: Verb | null): boolean {
  return verb !== 'RDP' && verb !== 'SQLServer';
}

function lineOf(command: string, { target, targetUser, targetGroups, verb }: TargetAccess): string {
  const name = `${target.name}.${target.environment}`;
  const words = ['zli', command, targetUser === null ? name : `${targetUser}@${name}`];
  for (const group of targetGroups) words.push('--targetGroup', group);
  if (verb !== null && verb !== 'Shell') words.push('--protocol', verb.toLowerCase());
  return shellLine(words);
}
