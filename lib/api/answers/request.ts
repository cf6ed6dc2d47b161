import { z } from 'zod';
import { grantStates } from '@/lib/core/access/grant';
import { requestStates } from '@/lib/core/access/request';
import { id, listOf, targetType, time, verb } from './common';

const target = { id, name: z.string(), type: targetType, environmentName: z.string() };

export const requestAnswer = z
  .object({
    id,
    state: z.enum([...requestStates, ...grantStates]).exclude(['Approved']),
    requester: z.object({ id, email: z.string() }),
    target: z.object(target),
    targetUser: z.string().nullable(),
    targetGroups: listOf(z.string()),
    verbType: verb.nullable(),
    reason: z.string(),
    automatic: z.boolean(),
    duration: z.number().describe('Minutes.'),
    policy: z.object({ id, name: z.string(), version: z.number() }),
    timeCreated: time,
    lapsesAt: time.nullable().describe('When a pending request times out.'),
    decidedAt: time.nullable(),
    decidedBy: z
      .string()
      .nullable()
      .describe('The email of the admin; null when a policy decided, or nobody.'),
    decisionReason: z.string().nullable(),
    accessExpirationTime: time.nullable(),
    endedAt: time.nullable(),
    endReason: z.string().nullable(),
    endReasonCode: z.string().nullable(),
    asked: listOf(z.string()).describe('The emails of the first people who could decide.'),
    askedCount: z.number(),
    connectLine: z.string().describe('The command that uses the access.'),
  })
  .meta({ id: 'Request' });

export const checkedAccessAnswer = z
  .object({
    allowed: z.boolean(),
    jit: z.boolean().describe('Whether the access is just-in-time.'),
    accessExpirationTime: time.nullable(),
    reason: z.string(),
    policy: z.object({ id, name: z.string() }).nullable(),
    requestId: id.nullable(),
  })
  .meta({ id: 'CheckedAccess' });

export const requestableAnswer = z
  .object({
    ...target,
    os: z.string().nullable(),
    databaseType: z.string().nullable(),
    automatic: z.boolean(),
    duration: z.number().describe('Minutes.'),
    open: z
      .object({ requestId: id, state: z.enum(requestStates), expiresAt: time.nullable() })
      .nullable()
      .describe('The request for it that is open.'),
    targetUsers: listOf(z.string()).optional().describe('With the filter users.'),
  })
  .meta({ id: 'Requestable' });

export const requestFormAnswer = z
  .object({
    target: z.object(target),
    offers: listOf(
      z.object({
        targetUsers: listOf(z.string()),
        targetGroups: listOf(z.string()),
        verbs: listOf(verb),
        automatic: z.boolean(),
        duration: z.number().describe('Minutes.'),
      }),
    ),
    open: requestAnswer.nullable(),
  })
  .meta({ id: 'RequestForm' });
