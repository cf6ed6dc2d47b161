import { z } from 'zod';
import { cancelRequest } from '@/lib/access/cancel-request';
import { checkAccess } from '@/lib/access/check-access';
import { endGrant } from '@/lib/access/end-grant';
import { getRequest } from '@/lib/access/get-request';
import { getRequestForm } from '@/lib/access/get-request-form';
import { listRequestable } from '@/lib/access/list-requestable';
import { listRequestableUsers } from '@/lib/access/list-requestable-users';
import { listRequests } from '@/lib/access/list-requests';
import { reviewRequest } from '@/lib/access/review-request';
import { submitRequest } from '@/lib/access/submit-request';
import { watchRequest } from '@/lib/access/watch-request';
import type { Context } from '@/lib/context';
import { listOf } from '../answers/common';
import { checkedAccessAnswer, requestAnswer, requestableAnswer, requestFormAnswer } from '../answers/request';
import { endpoint } from '../endpoint';
import { readPages } from '../pages';
import { presentRequest, presentRequestable } from '../presenters/request';
import { flagParam, numberParam, textParam } from '../query-fields';

const spec = {
  targetId: z.string(),
  targetUser: z.string().nullable().default(null),
  targetGroups: z.array(z.string()).default([]),
  verbType: z.string().nullable().default(null),
};
const names = { verb: 'verbType', status: 'state' };

async function present(ctx: Context, requestId: string | undefined) {
  const { request, now } = await getRequest(ctx, { requestId });
  return presentRequest(request, now);
}

/** Requests for access and their life, and what can be requested. */
export const accessEndpoints = [
  endpoint(
    'POST access/check',
    {
      summary: 'Check whether a person has access to a target now',
      body: z.object({ ...spec, userEmail: z.string().optional() }),
      answer: checkedAccessAnswer,
      names,
      readOnly: true,
    },
    async ({ ctx, body: { verbType, ...input } }) => {
      const { answer, reason } = await checkAccess(ctx, { ...input, verb: verbType });
      const basis = answer.allowed ? answer.basis : null;
      return {
        allowed: answer.allowed,
        jit: basis?.kind === 'grant',
        accessExpirationTime: basis?.ends?.toISOString() ?? null,
        reason,
        policy: basis && { id: basis.policyId, name: basis.policyName },
        requestId: basis?.requestId ?? null,
      };
    },
  ),

  // All pages in one list; with `users` also the target users of each target.
  endpoint(
    'GET access/requestable',
    {
      summary: 'List the targets that the caller can request',
      forEveryone: true,
      query: z.object({
        words: textParam.describe('Words in the name, the type or the environment.'),
        users: flagParam.describe('Whether to add the target users.'),
      }),
      answer: listOf(requestableAnswer),
    },
    async ({ ctx, query: { words = '', users } }) => {
      const first = await listRequestable(ctx, { words, pageSize: 1000 });
      const targets = [...first.targets];
      for (let page = 2; page <= first.pages; page++) {
        targets.push(...(await listRequestable(ctx, { words, page, pageSize: 1000 })).targets);
      }
      if (!users) return targets.map(presentRequestable);
      const byTarget = await listRequestableUsers(ctx, { targetIds: targets.map(({ id }) => id) });
      return targets.map((target) => ({
        ...presentRequestable(target),
        targetUsers: byTarget.get(target.id) ?? [],
      }));
    },
  ),

  endpoint(
    'GET access/requestable/{id}',
    {
      summary: 'Get what the caller can request on a target',
      answer: requestFormAnswer,
      forEveryone: 'own',
      also: [409],
    },
    async ({ ctx, params }) => {
      const { target, offers, open, now } = await getRequestForm(ctx, { targetId: params.id });
      const { id, name, type, environment: environmentName } = target;
      return { target: { id, name, type, environmentName }, offers, open: open && presentRequest(open, now) };
    },
  ),

  endpoint(
    'GET access/requests',
    {
      summary: 'List requests, newest first',
      query: z.object({
        state: textParam.describe('waiting, live, decided or all, which is the default.'),
        whose: textParam.describe('own, which is the default, or all for admins.'),
      }),
      answer: listOf(requestAnswer),
      names,
    },
    ({ ctx, query: { state, whose = 'own' }, page }) => {
      const filter = { whose, ...(state && state !== 'all' && { status: state }) };
      const read = async (after: string | undefined, pageSize: number) => {
        const { requests, now } = await listRequests(ctx, { ...filter, after, pageSize });
        return requests.map((request) => presentRequest(request, now));
      };
      return readPages(page, read, (request) => request);
    },
  ),

  endpoint(
    'POST access/requests',
    {
      summary: 'Request access',
      forEveryone: 'own',
      body: z.object({
        ...spec,
        reason: z.string().default(''),
        duration: z.number().optional(),
        reasonHasNoSecret: z.boolean().optional(),
      }),
      answer: requestAnswer,
      names,
      status: 201,
      also: [404],
    },
    async ({ ctx, body: { verbType, ...input } }) =>
      present(ctx, (await submitRequest(ctx, { ...input, verb: verbType })).id),
  ),

  // With `wait`, answers at the decision of a pending request, after so many seconds at most.
  endpoint(
    'GET access/requests/{id}',
    {
      summary: 'Get a request',
      forEveryone: 'own',
      query: z.object({ wait: numberParam.describe('Up to 25 seconds for the decision.') }),
      answer: requestAnswer,
      names: { seconds: 'wait' },
    },
    async ({ ctx, params, query, leaving }) => {
      const input = { requestId: params.id, seconds: query.wait };
      const { request, now } = await watchRequest(ctx, input, leaving());
      return presentRequest(request, now);
    },
  ),

  endpoint(
    'PATCH access/requests/{id}/approve',
    { summary: 'Approve a request', answer: requestAnswer, also: [409] },
    async ({ ctx, params }) => {
      await reviewRequest(ctx, { requestId: params.id, decision: 'approve' });
      return present(ctx, params.id);
    },
  ),

  endpoint(
    'PATCH access/requests/{id}/deny',
    {
      summary: 'Deny a request',
      body: z.object({ reason: z.string().optional(), reasonHasNoSecret: z.boolean().optional() }),
      answer: requestAnswer,
      also: [409],
    },
    async ({ ctx, params, body }) => {
      await reviewRequest(ctx, { ...body, requestId: params.id, decision: 'deny' });
      return present(ctx, params.id);
    },
  ),

  endpoint(
    'PATCH access/requests/{id}/cancel',
    { summary: 'Cancel a pending request', answer: requestAnswer, also: [409] },
    async ({ ctx, params }) => {
      await cancelRequest(ctx, { requestId: params.id });
      return present(ctx, params.id);
    },
  ),

  endpoint(
    'PATCH access/requests/{id}/end',
    { summary: 'End the access of a request', answer: requestAnswer, also: [409] },
    async ({ ctx, params }) => {
      await endGrant(ctx, { requestId: params.id });
      return present(ctx, params.id);
    },
  ),
];
