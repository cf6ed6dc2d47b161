import type { z } from 'zod';
import type { RequestableTarget } from '@/lib/access/list-requestable';
import { type RequestView, statusAt } from '@/lib/core/access/request';
import { formatEndReason } from '@/lib/core/text/request';
import { connectLine } from '@/lib/core/text/target';
import type { requestAnswer, requestableAnswer } from '../answers/request';

const time = (at: Date | null | undefined) => at?.toISOString() ?? null;

export function presentRequest(request: RequestView, now: Date): z.output<typeof requestAnswer> {
  const { grant, target, requester } = request;
  return {
    id: request.id,
    state: statusAt(request, now),
    requester: { id: requester.id, email: requester.email },
    target: { id: target.id, name: target.name, type: target.type, environmentName: target.environment },
    targetUser: request.targetUser,
    targetGroups: request.targetGroups,
    verbType: request.verb,
    reason: request.reason,
    automatic: request.automatic,
    duration: request.duration,
    policy: request.policy,
    timeCreated: request.createdAt.toISOString(),
    lapsesAt: time(request.lapsesAt),
    decidedAt: time(request.decidedAt),
    decidedBy: request.decidedBy?.email ?? null,
    decisionReason: request.decisionReason,
    accessExpirationTime: time(grant?.expiresAt),
    endedAt: time(grant?.endedAt),
    endReason: grant?.endReason ? formatEndReason(grant.endReason) : null,
    endReasonCode: grant?.endReason ?? null,
    // The emails of the first people who could decide, and how many there were.
    asked: request.receipt?.asked.deciders?.some ?? [],
    askedCount: request.receipt?.asked.deciders?.count ?? 0,
    connectLine: connectLine(request),
  };
}

export function presentRequestable(target: RequestableTarget): z.output<typeof requestableAnswer> {
  const { open } = target;
  return {
    id: target.id,
    name: target.name,
    type: target.type,
    environmentName: target.environment,
    os: target.os,
    databaseType: target.databaseType,
    automatic: target.automatic,
    duration: target.duration,
    open: open && { requestId: open.requestId, state: open.state, expiresAt: time(open.expiresAt) },
  };
}
