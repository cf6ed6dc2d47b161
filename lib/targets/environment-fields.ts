import { z } from 'zod';
import { nameField } from './target-fields';

/** What an environment is. */
export const environmentFields = z.object({
  name: nameField,
  description: z.string().trim().max(2000, 'Keep the note below 2000 characters.').default(''),
});
