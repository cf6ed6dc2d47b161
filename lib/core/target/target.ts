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

/** Does zli carry it? What it does not carry is reached through a tunnel. */
export function isSupportedByZli(verb: Verb | null): boolean {
  return verb !== 'RDP' && verb !== 'SQLServer';
}
