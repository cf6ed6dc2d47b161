import { api, openApi } from '@/lib/api/call';
import { presentUser } from '@/lib/api/presenters/user';
import { getApiPerson } from '@/lib/directory/get-api-person';
import { getZliSignIn } from '@/lib/tokens/get-zli-sign-in';
import { signInZli, type ZliLoginError } from '@/lib/tokens/sign-in-zli';
import { signOutZli } from '@/lib/tokens/sign-out-zli';

const messages: Record<ZliLoginError, string> = {
  'authorization-pending': 'The sign-in is pending. Approve it in the browser.',
  'expired-token': 'The sign-in has expired. Run: zli login',
  'access-denied': 'The sign-in was denied.',
};

export const POST = openApi(async ({ body, address }) => {
  const result = await signInZli(await body(), address);
  if (typeof result === 'string')
    return Response.json({ errorMsg: messages[result], errorType: result }, { status: 400 });
  const { token, expires, person } = result;
  const { id: userId, organizationId, organizationName } = person;
  const actor = { kind: 'user', userId } as const;
  const user = await getApiPerson({ organizationId, actor, via: 'zli' }, { idOrEmail: 'me' });
  return { token, expires: expires.toISOString(), user: presentUser(user), organizationName };
});

/** The login that sends the call: whose it is, and until when it lasts. */
export const GET = api(async ({ ctx, tokenId }) => {
  const { expiresAt, device, organizationName } = await getZliSignIn(ctx, { tokenId });
  const user = await getApiPerson(ctx, { idOrEmail: 'me' });
  return { device, expires: expiresAt.toISOString(), user: presentUser(user), organizationName };
});

export const DELETE = api(async ({ ctx, tokenId }) => {
  await signOutZli(ctx, { tokenId });
});
