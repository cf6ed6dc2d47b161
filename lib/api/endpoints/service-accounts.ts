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
import { listOf, nothing } from '../answers/common';
import {
  createdServiceAccountAnswer,
  serviceAccountAnswer,
  serviceAccountTokenAnswer,
} from '../answers/service-account';
import { endpoint, openEndpoint } from '../endpoint';
import { presentServiceAccount } from '../presenters/service-account';

const names = { accountId: 'id' };

/** Service accounts, and their sign-in. */
export const serviceAccountEndpoints = [
  endpoint(
    'GET service-accounts',
    { summary: 'List service accounts', answer: listOf(serviceAccountAnswer) },
    async ({ ctx }) => (await listServiceAccounts(ctx)).map(presentServiceAccount),
  ),
  endpoint(
    'POST service-accounts',
    {
      summary: 'Create a service account',
      answer: createdServiceAccountAnswer,
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
  endpoint(
    'GET service-accounts/me',
    { summary: 'Get the service account that calls', answer: serviceAccountAnswer },
    async ({ ctx }) => presentServiceAccount(await getOwnServiceAccount(ctx)),
  ),
  endpoint(
    'GET service-accounts/{id}',
    { summary: 'Get a service account', answer: serviceAccountAnswer },
    async ({ ctx, params }) => presentServiceAccount(await getServiceAccount(ctx, { accountId: params.id })),
  ),
  endpoint(
    'PATCH service-accounts/{id}',
    {
      summary: 'Change whether a service account is an admin, and whether it is enabled',
      answer: serviceAccountAnswer,
      body: z.object({ isAdmin: z.boolean().nullish(), enabled: z.boolean().nullish() }),
      names,
    },
    async ({ ctx, params: { id: accountId }, body }) => {
      await updateServiceAccount(ctx, { ...body, accountId });
      return presentServiceAccount(await getServiceAccount(ctx, { accountId }));
    },
  ),
  endpoint(
    'PATCH service-accounts/invalidate-cache/{id}',
    { summary: 'Load the keys of a service account again', answer: nothing },
    ({ ctx, params }) => renewServiceAccountKeys(ctx, { accountId: params.id }),
  ),

  openEndpoint(
    'POST service-accounts/{id}/token',
    {
      summary: 'Sign a service account in with a token of its provider',
      answer: serviceAccountTokenAnswer,
      body: z.object({ token: z.string() }),
      also: [401],
    },
    async ({ params, body: { token: assertion }, address }) => {
      const input = { accountId: params.id, token: assertion };
      const { token, expires } = await signInServiceAccount(input, address);
      return { token, expires: expires.toISOString() };
    },
  ),
];
