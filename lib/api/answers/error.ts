import { z } from 'zod';
import { listOf } from './common';

/** Every answer that is no success. What a program needs to go on is beside the message. */
export const errorAnswer = z
  .object({
    errorMsg: z.string().describe('What is wrong and what to do, for people.'),
    errorType: z.string().describe('The code of the error, which never changes.'),
    faults: listOf(z.object({ path: z.string(), message: z.string(), code: z.string().optional() }))
      .optional()
      .describe('The wrong fields, in the order of the input.'),
    errors: z
      .record(z.string(), z.array(z.string()))
      .optional()
      .describe('Of 400: the sentences by field, as the client wrote its name.'),
    requestId: z.string().optional().describe('The request that the error is about.'),
    candidates: listOf(z.string())
      .optional()
      .describe('NAME.ENVIRONMENT of each target that a name can mean.'),
    allowedTargetUsers: listOf(z.string()).optional(),
    allowedTargetGroups: listOf(z.string()).optional(),
    targetId: z.string().optional(),
    requestable: z.boolean().optional().describe('Whether the caller can request access to the target.'),
    retryAfter: z.number().optional().describe('In how many seconds the call can succeed.'),
    minimumZliVersion: z.string().optional().describe('Of 426: the oldest zli that works with this server.'),
  })
  .meta({ id: 'Error' });
