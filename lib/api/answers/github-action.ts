import { z } from 'zod';
import { id, time } from './common';

export const githubActionAnswer = z
  .object({ id, organizationId: id, timeCreated: time, createdBy: z.string(), githubActionId: z.string() })
  .meta({ id: 'GithubAction' });
