// Responses of the API for tests of `zli`. Tests override parts of them.
import type { AccessRequest } from '@/cli/access/access-request';
import type { Connection, Tunnel } from '@/cli/session/connection';
import type { ListedTarget, RequestableTarget, TargetLists } from '@/cli/targets/target-lists';

export const targetId = '3e0c1f6e-6d4f-4f0e-9d5b-0c1d2e3f4a5b';
export const connectionId = '7b0f3a52-0d2f-4f43-8a59-1f0d7a6c9e11';
export const requestId = '0b51c3de-58c1-4c55-9a4f-a1f9c3a4a001';
export const engineer = { id: 'e0000000-0000-4000-8000-000000000001', email: 'engineer@acme.test' };

/** The time in this number of seconds, as the API writes it. */
export function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

export function sampleListed(more: Partial<ListedTarget> = {}): ListedTarget {
  return {
    id: targetId,
    name: 'prod-web',
    status: 'Online',
    environmentId: 'a0000000-0000-4000-8000-000000000001',
    environmentName: 'prod',
    agent: { type: 'Linux', version: '', region: '', publicKey: '' },
    accessDetails: { jit: false, accessExpirationTime: null },
    allowedTargetUsers: [{ userName: 'root' }],
    ...more,
  };
}

export function sampleLists(more: Partial<TargetLists> = {}): TargetLists {
  const none = {
    Shell: [],
    FileTransfer: [],
    Ssh: [],
    Rdp: [],
    SqlServer: [],
    Kubernetes: [],
    Db: [],
    Web: [],
  };
  return { ...none, ...more };
}

export function sampleRequestable(more: Partial<RequestableTarget> = {}): RequestableTarget {
  return {
    id: targetId,
    name: 'prod-web',
    type: 'Bzero',
    environmentName: 'prod',
    os: 'Linux',
    databaseType: null,
    automatic: false,
    duration: 60,
    open: null,
    ...more,
  };
}

export function sampleRequest(more: Partial<AccessRequest> = {}): AccessRequest {
  return {
    id: requestId,
    state: 'Pending',
    requester: engineer,
    target: { id: targetId, name: 'prod-web', type: 'Bzero', environmentName: 'prod' },
    targetUser: 'root',
    targetGroups: [],
    verbType: 'Shell',
    reason: 'The disk is full',
    automatic: false,
    duration: 60,
    timeCreated: inSeconds(-60),
    lapsesAt: inSeconds(24 * 3600),
    decidedAt: null,
    decidedBy: null,
    decisionReason: null,
    accessExpirationTime: null,
    endedAt: null,
    endReason: null,
    asked: ['admin@acme.test', 'second@acme.test'],
    connectLine: 'zli connect root@prod-web.prod',
    ...more,
  };
}

export function sampleConnection(more: Partial<Connection> = {}): Connection {
  return {
    connectionId,
    targetId,
    targetName: 'prod-web',
    environmentName: 'prod',
    targetType: 'Bzero',
    targetUser: 'root',
    targetGroups: [],
    verbType: 'Shell',
    remoteHost: '127.0.0.1',
    remotePort: 22,
    databaseType: null,
    serverIdentity: null,
    tunnel: null,
    accessExpirationTime: null,
    ...more,
  };
}

export function sampleTunnel(more: Partial<Tunnel> = {}): Tunnel {
  return {
    serverId: '99999999-9999-4999-8999-999999999999',
    serverName: 'gate',
    account: 'bzero-tunnel',
    host: '127.0.0.1',
    port: 3389,
    identity: null,
    url: null,
    localPort: null,
    ...more,
  };
}
