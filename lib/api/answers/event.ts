import { z } from 'zod';
import { subjectKinds } from '@/lib/core/subject';
import { id, targetType, time } from './common';

const subjectType = z.enum(subjectKinds);

export const subjectEventAnswer = z
  .object({
    id: z.string(),
    organizationId: id,
    subjectId: id,
    subjectType,
    subjectName: z.string(),
    isAdmin: z.boolean().describe('Whether the subject is an admin now.'),
    serviceAction: z.string(),
    resource: z.string(),
    evaluation: z.boolean().describe('False for what was refused.'),
    timestamp: time,
    ipAddress: z.string(),
    context: z.string().describe('What happened, as a sentence.'),
  })
  .meta({ id: 'SubjectEvent' });

export const connectionEventAnswer = z
  .object({
    id,
    connectionId: id,
    subjectId: id,
    subjectType,
    subjectName: z.string(),
    organizationId: id,
    sessionId: z.string(),
    sessionName: z.string(),
    targetId: id,
    targetType,
    targetName: z.string(),
    targetUser: z.string(),
    environmentId: id,
    environmentName: z.string(),
    timestamp: time,
    connectionEventType: z.string(),
    reason: z.string(),
    connectionNodeId: z.string(),
  })
  .meta({ id: 'ConnectionEvent' });
