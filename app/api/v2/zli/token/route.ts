import { api, openApi } from '@/lib/api/call';
import { presentUser } from '@/lib/api/presenters/user';
import { getApiPerson } from '@/lib/directory/get-api-person';
import { signInZli, type ZliPending } from '@/lib/tokens/sign-in-zli';
import { signOutZli } from '@/lib/tokens/sign-out-zli';

const messages: Record<ZliPending, string> = {
  'authorization-pending': 'This sign-in is pending. Open the page and allow it.',
  'expired-token': 'This sign-in has expired. Run zli login again.',
  'access-denied': 'The sign-in was denied.',
};

export const POST = openApi(async ({ body }) => {
  const done = await signInZli(await body());
  if (typeof done === 'string')
    return Response.json({ errorMsg: messages[done], errorType: done }, { status: 400 });
  const { token, expires, person } = done;
  const { id: userId, organizationId, organizationName } = person;
  const actor = { kind: 'user', userId } as const;
  const user = await getApiPerson({ organizationId, actor, via: 'api' }, { idOrEmail: 'me' });
  return { token, expires: expires.toISOString(), user: presentUser(user), organizationName };
});

export const DELETE = api(async ({ ctx, tokenId }) => {
  await signOutZli(ctx, { tokenId });
});
