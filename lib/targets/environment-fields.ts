import { z } from 'zod';
import { nameField } from '@/lib/name-fields';

/** The fields of an environment. */
export const environmentFields = z.object({
  name: nameField,
  description: z.string().trim().max(2000, 'Use at most 2000 characters.').default(''),
});
