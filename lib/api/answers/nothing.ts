import { z } from 'zod';
import { listOf, time } from './common';

/** A list of what this server does not have. */
export const emptyListAnswer = listOf(z.never());

export const oktaKeysAnswer = z.object({ keys: emptyListAnswer });

export const mfaAnswer = z
  .object({
    enabled: z.literal(false),
    verified: z.boolean(),
    sessionVerified: z.boolean().nullable(),
    gracePeriodEndTime: time.nullable(),
  })
  .meta({ id: 'MfaStatus' });
