import { z } from 'zod';
import { subjectKinds } from '@/lib/core/subject';
import { id, time } from './common';

export const userAnswer = z
  .object({
    id,
    organizationId: id,
    fullName: z.string(),
    email: z.string(),
    isAdmin: z.boolean(),
    timeCreated: time,
    lastLogin: time.nullable(),
  })
  .meta({ id: 'User' });

export const subjectAnswer = userAnswer
  .omit({ fullName: true })
  .extend({
    email: z.string().describe('Of an API key: its name.'),
    type: z.enum(subjectKinds),
  })
  .meta({ id: 'Subject' });

export const apiKeyAnswer = z
  .object({ id, name: z.string(), timeCreated: time, isRegistrationKey: z.boolean() })
  .meta({ id: 'ApiKey' });

export const createdApiKeyAnswer = z
  .object({
    apiKeyDetails: apiKeyAnswer,
    secret: z.string().nullable().describe('The key. It is not kept: null in the answer to a repeated call.'),
    message: z.string().optional().describe('Where the secret is null: why.'),
  })
  .meta({ id: 'CreatedApiKey' });
