import { z } from 'zod';
import { createServiceAccount } from '@/lib/directory/create-service-account';
import {
  getOwnServiceAccount,
  getServiceAccount,
  listServiceAccounts,
} from '@/lib/directory/list-service-accounts';
import { renewServiceAccountKeys } from '@/lib/directory/renew-service-account-keys';
import { updateServiceAccount } from '@/lib/directory/update-service-account';
import { signInServiceAccount } from '@/lib/tokens/sign-in-service-account';
import { endpoint, openEndpoint } from '../endpoint';
import { presentServiceAccount } from '../presenters/service-account';

const names = { accountId: 'id' };

/** Service accounts, and their sign-in. */
export const serviceAccountEndpoints = [
  endpoint('GET service-accounts', {}, async ({ ctx }) =>
    (await listServiceAccounts(ctx)).map(presentServiceAccount),
  ),
  endpoint(
    'POST service-accounts',
    {
      body: z.object({
        email: z.string(),
        externalId: z.string(),
        jwksUrl: z.string(),
        jwksUrlPattern: z.string(),
      }),
      status: 201,
    },
    async ({ ctx, body }) => {
      const { id: accountId } = await createServiceAccount(ctx, body);
      const account = await getServiceAccount(ctx, { accountId });
      // There is no second factor here, so no secret of one.
      return { serviceAccountSummary: presentServiceAccount(account), mfaSecret: null };
    },
  ),
  endpoint('GET service-accounts/me', {}, async ({ ctx }) =>
    presentServiceAccount(await getOwnServiceAccount(ctx)),
  ),
  endpoint('GET service-accounts/{id}', {}, async ({ ctx, params }) =>
    presentServiceAccount(await getServiceAccount(ctx, { accountId: params.id })),
  ),
  endpoint(
    'PATCH service-accounts/{id}',
    { body: z.object({ isAdmin: z.boolean().nullish(), enabled: z.boolean().nullish() }), names },
    async ({ ctx, params: { id: accountId }, body }) => {
      await updateServiceAccount(ctx, { ...body, accountId });
      return presentServiceAccount(await getServiceAccount(ctx, { accountId }));
    },
  ),
  endpoint('PATCH service-accounts/invalidate-cache/{id}', {}, ({ ctx, params }) =>
    renewServiceAccountKeys(ctx, { accountId: params.id }),
  ),

  openEndpoint(
    'POST service-accounts/{id}/token',
    { body: z.object({ token: z.string() }) },
    async ({ params, body: { token: assertion }, address }) => {
      const input = { accountId: params.id, token: assertion };
      const { token, expires } = await signInServiceAccount(input, address);
      return { token, expires: expires.toISOString() };
    },
  ),
];
