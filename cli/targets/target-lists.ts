/** A target in `GET /api/v2/targets`, reduced to what `zli` reads. */
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

/** The targets that a person can access now, one list for each action. `Ssh` lists tunnels. */
export type TargetLists = Record<ListName, ListedTarget[]>;
export type ListName = (typeof listNames)[number];

/** A server can be in several lists; the first in this order sets its type. */
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

/** A target that can be requested (`GET /api/v2/access/requestable`). */
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
  /** only if they were requested, and the server is not of an earlier version */
  targetUsers?: string[];
};
