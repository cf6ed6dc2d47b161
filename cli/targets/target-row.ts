import {
  type ListedTarget,
  type ListName,
  listNames,
  type RequestableTarget,
  type TargetLists,
} from './target-lists';

/** Whether a person has access, or how they get it; `waits` means that a request is pending. */
type Access = 'yes' | 'on-request' | 'automatic' | 'waits' | 'no';

/** A target in the table and the JSON of `list-targets`. */
export type TargetRow = {
  id: string;
  name: string;
  environmentId: string | null;
  environmentName: string;
  /** the original client's names: Linux, Windows, Kubernetes, Db, Web, Dynamic */
  type: string;
  agentVersion: string | null;
  status: string | null;
  targetUsers: string[];
  region: string | null;
  agentPublicKey: string | null;
  access: Access;
  accessExpirationTime: string | null;
  jit: boolean;
};

/** Merges accessible and requestable targets into one list, sorted by environment and name. */
export function mergeTargets(lists: TargetLists, requestable: readonly RequestableTarget[]): TargetRow[] {
  const rows = new Map<string, TargetRow>();
  for (const list of listNames)
    for (const target of lists[list] ?? []) rows.set(target.id, addTarget(rows.get(target.id), list, target));
  for (const target of requestable) {
    const known = rows.get(target.id);
    if (!known || known.access === 'no')
      rows.set(target.id, { ...rowOfRequestable(target), ...known, access: accessOfRequestable(target) });
  }
  return [...rows.values()].sort(byPlace);
}

function addTarget(known: TargetRow | undefined, list: ListName, target: ListedTarget): TargetRow {
  const users =
    target.allowedTargetUsers?.map(({ userName }) => userName) ?? target.allowedClusterUsers ?? [];
  return {
    id: target.id,
    name: target.name,
    environmentId: target.environmentId,
    environmentName: target.environmentName,
    type: known?.type ?? typeOf(list, target),
    agentVersion: target.agent?.version || null,
    status: target.status,
    targetUsers: [...new Set([...(known?.targetUsers ?? []), ...users])],
    region: target.agent?.region || null,
    agentPublicKey: target.agent?.publicKey || null,
    access: target.accessDetails ? 'yes' : (known?.access ?? 'no'),
    ...laterEnd(known, target),
  };
}

// Actions can end at different times; access lasts until the last of them ends.
function laterEnd(known: TargetRow | undefined, { accessDetails }: ListedTarget) {
  const { jit = false, accessExpirationTime = null } = accessDetails ?? {};
  const next = { accessExpirationTime, jit };
  if (known?.access !== 'yes') return next;
  const previous = { accessExpirationTime: known.accessExpirationTime, jit: known.jit };
  if (!accessDetails || previous.accessExpirationTime === null) return previous;
  return accessExpirationTime === null || accessExpirationTime > previous.accessExpirationTime
    ? next
    : previous;
}

function typeOf(list: ListName, target: ListedTarget): string {
  if (list === 'Kubernetes' || list === 'Db' || list === 'Web') return list;
  if (target.dynamicAccess) return 'Dynamic';
  if (target.agent) return target.agent.type;
  return list === 'Rdp' || list === 'SqlServer' ? 'Windows' : 'Linux';
}

function rowOfRequestable(target: RequestableTarget): TargetRow {
  return {
    id: target.id,
    name: target.name,
    environmentId: null,
    environmentName: target.environmentName,
    type: displayType(target),
    agentVersion: null,
    status: null,
    targetUsers: target.targetUsers ?? [],
    region: null,
    agentPublicKey: null,
    access: 'no',
    accessExpirationTime: null,
    jit: false,
  };
}

function accessOfRequestable({ open, automatic }: RequestableTarget): Access {
  if (open) return 'waits';
  return automatic ? 'automatic' : 'on-request';
}

const typeNames: Record<string, string> = { Cluster: 'Kubernetes', DynamicAccessConfig: 'Dynamic' };

function displayType({ type, os }: RequestableTarget): string {
  return type === 'Bzero' ? (os ?? 'Linux') : (typeNames[type] ?? type);
}

function byPlace(a: TargetRow, b: TargetRow): number {
  return a.environmentName.localeCompare(b.environmentName) || a.name.localeCompare(b.name);
}
