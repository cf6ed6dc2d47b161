import { z } from 'zod';
import { minimumZliVersion } from '@/lib/core/zli-version';
import { getApiPerson } from '@/lib/directory/get-api-person';
import { env } from '@/lib/env';
import { beginZliLogin } from '@/lib/tokens/begin-zli-login';
import { getZliSignIn } from '@/lib/tokens/get-zli-sign-in';
import { signInZli, type ZliLoginError } from '@/lib/tokens/sign-in-zli';
import { signOutZli } from '@/lib/tokens/sign-out-zli';
import { loginMinutes } from '@/lib/tokens/zli-codes';
import { productVersion } from '@/lib/version';
import { nothing } from '../answers/common';
import { serverAnswer, zliLoginAnswer, zliSignInAnswer, zliTokenAnswer } from '../answers/zli';
import { endpoint, openEndpoint } from '../endpoint';
import { presentUser } from '../presenters/user';

const messages: Record<ZliLoginError, string> = {
  'authorization-pending': 'The sign-in is pending. Approve it in the browser.',
  'expired-token': 'The sign-in has expired. Run: zli login',
  'access-denied': 'The sign-in was denied.',
};

/** The login of `zli`. */
export const zliEndpoints = [
  // zli reads it before it logs in, to recognize an address that is not a console.
  openEndpoint('GET zli', { summary: 'Get the version of the server', answer: serverAnswer }, async () => ({
    product: 'BastionZero' as const,
    version: productVersion,
    minimumZliVersion,
  })),

  // No address with the code in it (RFC 8628 calls it verification_uri_complete): a person types the code that their own
  // terminal shows, and a link from somebody else can't fill it in.
  openEndpoint(
    'POST zli/logins',
    {
      summary: 'Begin a sign-in of zli on a computer without a browser',
      body: z.object({ device: z.string().optional() }),
      answer: zliLoginAnswer,
    },
    async ({ body, address }) => {
      const { deviceCode, userCode } = await beginZliLogin(body, address);
      return {
        deviceCode,
        userCode,
        verificationUri: new URL('/zli', env().publicUrl).href,
        interval: 2,
        expiresIn: loginMinutes * 60,
      };
    },
  ),

  openEndpoint(
    'POST zli/token',
    {
      summary: 'Get the token of a sign-in, once a person has approved it',
      body: z.object({
        deviceCode: z.string().optional(),
        code: z.string().optional(),
        verifier: z.string().optional(),
      }),
      answer: zliTokenAnswer,
      also: [429],
    },
    async ({ body, address }) => {
      const result = await signInZli(body, address);
      if (typeof result === 'string')
        return Response.json({ errorMsg: messages[result], errorType: result }, { status: 400 });
      const { token, expires, person } = result;
      const { id: userId, organizationId, organizationName } = person;
      const actor = { kind: 'user', userId } as const;
      const user = await getApiPerson({ organizationId, actor, via: 'zli' }, { idOrEmail: 'me' });
      return { token, expires: expires.toISOString(), user: presentUser(user), organizationName };
    },
  ),

  // The login that sends the call: whose it is, and until when it lasts.
  endpoint(
    'GET zli/token',
    { summary: 'Get whose login the token is, and until when it lasts', answer: zliSignInAnswer },
    async ({ ctx, tokenId }) => {
      const { expiresAt, device, organizationName } = await getZliSignIn(ctx, { tokenId });
      const user = await getApiPerson(ctx, { idOrEmail: 'me' });
      return { device, expires: expiresAt.toISOString(), user: presentUser(user), organizationName };
    },
  ),

  endpoint(
    'DELETE zli/token',
    { summary: 'Sign out: end the login of the token', answer: nothing },
    async ({ ctx, tokenId }) => {
      await signOutZli(ctx, { tokenId });
    },
  ),
];
