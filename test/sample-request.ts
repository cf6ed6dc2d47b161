import type { RequestView } from '@/lib/core/access/request';

/** The time at which tests render the samples. */
export const sampleNow = new Date('2026-11-22T12:00:00Z');

export const minutesFrom = (minutes: number): Date => new Date(sampleNow.getTime() + minutes * 60_000);

const admin = { id: 'a', name: 'Admin', email: 'admin@acme.test' };

/** A pending request. */
export function pendingRequest(over: Partial<RequestView> = {}): RequestView {
  return {
    id: '0199f000-0000-7000-8000-000000000001',
    revision: 1,
    state: 'Pending',
    requester: { id: 'e', kind: 'User', name: 'Engineer', email: 'engineer@acme.test', creatorId: null },
    target: {
      id: '0199f000-0000-7000-8000-0000000000aa',
      name: 'prod-web',
      type: 'Bzero',
      environment: 'prod',
      os: 'Linux',
      databaseType: null,
      host: 'prod-web.acme.test',
      port: null,
      isBehindServer: false,
    },
    targetUser: 'root',
    targetGroups: [],
    verb: 'Shell',
    reason: 'INC-7: the disk is full',
    automatic: false,
    duration: 60,
    policy: { id: 'p', name: 'Production by request', version: 1 },
    child: { id: 'c', name: 'Production servers' },
    createdAt: minutesFrom(-5),
    lapsesAt: minutesFrom(60 * 24 - 5),
    decidedAt: null,
    decidedBy: null,
    decisionReason: null,
    selfApproved: false,
    receipt: null,
    grant: null,
    revocationCheck: null,
    ...over,
  };
}

/** A request that an admin approved just now. */
export function approvedRequest(over: Partial<RequestView> = {}): RequestView {
  return pendingRequest({
    state: 'Approved',
    decidedAt: sampleNow,
    decidedBy: admin,
    grant: {
      state: 'Active',
      startsAt: sampleNow,
      expiresAt: minutesFrom(60),
      endedAt: null,
      endedBy: null,
      endReason: null,
    },
    ...over,
  });
}

/** A request that an admin denied just now, with a reason. */
export function deniedRequest(over: Partial<RequestView> = {}): RequestView {
  return pendingRequest({
    state: 'Denied',
    decidedAt: sampleNow,
    decidedBy: admin,
    decisionReason: 'Use the staging copy',
    ...over,
  });
}

/** The same request with every text at its maximum length and full of characters to escape. */
export function longest(request: RequestView): RequestView {
  const full = (length: number) => '&<>`*'.repeat(length).slice(0, length);
  const person = {
    id: 'x',
    kind: 'User' as const,
    name: full(255),
    email: `${full(243)}@acme.test`,
    creatorId: null,
  };
  return {
    ...request,
    requester: person,
    decidedBy: request.decidedBy && person,
    target: { ...request.target, name: full(255), environment: full(255) },
    targetUser: request.targetUser && full(255),
    targetGroups: Array.from({ length: 100 }, (_, index) => `${index}:${full(150)}`.slice(0, 150)),
    reason: full(1000),
    decisionReason: request.decisionReason && full(1000),
    policy: { ...request.policy, name: full(255) },
    revocationCheck: request.revocationCheck && { ...request.revocationCheck, detail: full(1000) },
    grant: request.grant && {
      ...request.grant,
      endedBy: request.grant.endedBy && person,
    },
  };
}
