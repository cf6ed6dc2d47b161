import { z } from 'zod';
import { nameField } from '@/lib/name-fields';

const description = z.string().max(2000, 'Use at most 2000 characters.');
const hours = z
  .int('Use a whole number of hours.')
  .min(0, 'Use 0 to 4320 hours.')
  .max(4320, 'Use 0 to 4320 hours.');

/** The fields of a new environment. */
export const environmentFields = z.object({
  name: nameField,
  description: description.default(''),
  offlineCleanupTimeoutHours: hours.default(0),
});

/** What can change about an environment. What is left out stays. */
export const environmentChanges = z
  .object({ name: nameField, description, offlineCleanupTimeoutHours: hours })
  .partial();
