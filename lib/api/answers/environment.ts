import { z } from 'zod';
import { id, listOf, targetType, time } from './common';

export const environmentAnswer = z
  .object({
    id,
    organizationId: id,
    isDefault: z.boolean(),
    name: z.string(),
    description: z.string(),
    timeCreated: time,
    offlineCleanupTimeoutHours: z.number(),
    targets: listOf(z.object({ id, targetType })),
  })
  .meta({ id: 'Environment' });
