import { z } from 'zod';
import { time } from './common';
import { userAnswer } from './user';

export const serverAnswer = z
  .object({ product: z.literal('BastionZero'), version: z.string(), minimumZliVersion: z.string() })
  .meta({ id: 'Server' });

export const zliLoginAnswer = z
  .object({
    deviceCode: z.string(),
    userCode: z.string().describe('What a person types at verificationUri.'),
    verificationUri: z.string(),
    interval: z.number().describe('Seconds between two calls for the token.'),
    expiresIn: z.number().describe('Seconds.'),
  })
  .meta({ id: 'ZliLogin' });

const signIn = { expires: time, user: userAnswer, organizationName: z.string() };

export const zliTokenAnswer = z.object({ token: z.string(), ...signIn }).meta({ id: 'ZliToken' });
export const zliSignInAnswer = z.object({ device: z.string(), ...signIn }).meta({ id: 'ZliSignIn' });
