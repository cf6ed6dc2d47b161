import { z } from 'zod';
import { id, time } from './common';

export const serviceAccountAnswer = z
  .object({
    id,
    organizationId: id,
    email: z.string(),
    externalId: z.string().describe('The sub of its tokens at its provider.'),
    jwksUrl: z.string().describe('Where its provider publishes the keys that sign them.'),
    jwksUrlPattern: z.string().describe('Kept, not used.'),
    isAdmin: z.boolean(),
    timeCreated: time,
    lastLogin: time.nullable(),
    createdBy: id.describe('The subject that created it.'),
    enabled: z.boolean(),
  })
  .meta({ id: 'ServiceAccount' });

export const createdServiceAccountAnswer = z
  .object({
    serviceAccountSummary: serviceAccountAnswer,
    mfaSecret: z.null().describe('There is no second factor.'),
  })
  .meta({ id: 'CreatedServiceAccount' });

export const serviceAccountTokenAnswer = z
  .object({ token: z.string().describe('For the header Authorization: Bearer.'), expires: time })
  .meta({ id: 'ServiceAccountToken' });
