/** A target in the lists of `GET /api/v2/targets`, as far as `zli` reads it. */
export type ListedTarget = {
  id: string;
  name: string;
  status: string | null;
  environmentId: string;
  environmentName: string;
  agent: { type: string; version: string; region: string; publicKey: string } | null;
  accessDetails: { jit: boolean; accessExpirationTime: string | null } | null;
  allowedTargetUsers?: { userName: string }[];
  allowedClusterUsers?: string[];
  allowedClusterGroups?: string[];
  dynamicAccess?: boolean;
};

/** What one may do on each target now, one list a way to connect. `Ssh` is tunnels. */
export type TargetLists = Record<ListName, ListedTarget[]>;
export type ListName = (typeof listNames)[number];

/** In this order the lists say what kind of target one is: a server may be in several of them. */
export const listNames = [
  'Shell',
  'FileTransfer',
  'Ssh',
  'Rdp',
  'SqlServer',
  'Kubernetes',
  'Db',
  'Web',
] as const;

/** A target that may be asked for (`GET /api/v2/access/requestable`). */
export type RequestableTarget = {
  id: string;
  name: string;
  type: string;
  environmentName: string;
  os: string | null;
  databaseType: string | null;
  automatic: boolean;
  /** minutes */
  duration: number;
  open: { requestId: string; state: string; expiresAt: string | null } | null;
};
