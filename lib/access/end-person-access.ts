import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireLink, requirePerson } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { lockForRuleChange } from '@/lib/db/locks';
import { findSubject, type PersonRow } from '@/lib/db/people/people';
import { findLiveRequestIds } from '@/lib/db/requests/grants';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { cancelPendingRequests } from './cancel-pending-requests';
import { end } from './transitions';

const inputSchema = z.object({ userId: z.uuid() });

export type EndedAccess = { email: string; ended: number; cancelled: number };

/**
 * Ends all active access of a person, API key or service account and cancels their pending requests (R11): an admin for anybody, everybody for
 * themselves. They can request again. Throws `not-found` or `not-linked`.
 */
export async function endPersonAccess(ctx: Context, input: unknown): Promise<EndedAccess> {
  const { userId } = parse(inputSchema, input);
  const { organizationId } = ctx;
  return inTransaction(async (tx) => {
    await authorize(tx, ctx, userId);
    // Excludes decisions: an approval under way would leave access that this transaction can't see.
    await lockForRuleChange(tx, organizationId);
    const { actor, person } = await authorize(tx, ctx, userId);
    const now = await databaseNow(tx);
    const ended = await endGrants(tx, ctx, { person, actor, now });
    const cancelled = await cancelPending(tx, ctx, { person, actor });
    const outcome = { email: person.email, ended, cancelled };
    if (ended + cancelled > 0)
      await record(tx, ctx, { action: 'end-person-access', data: outcome }, { userId });
    return outcome;
  }, 60_000);
}

async function authorize(tx: Tx, ctx: Context, userId: string) {
  const actor = await requirePerson(ctx, tx);
  const person = await findSubject(ctx.organizationId, userId, tx);
  const own = person?.id === actor.id;
  if (!person || (!own && actor.role !== 'Admin')) throw new AccessError('not-found', 'Person not found.');
  if (!own) await requireLink(ctx, tx);
  return { actor, person };
}

type About = { person: PersonRow; actor: PersonRow; now: Date };

async function endGrants(tx: Tx, ctx: Context, { person, actor, now }: About): Promise<number> {
  const how = { byId: actor.id, own: person.id === actor.id, now };
  let ended = 0;
  for (const requestId of await findLiveRequestIds(tx, ctx.organizationId, person.id)) {
    if (await end(tx, ctx, requestId, how)) ended++;
  }
  return ended;
}

function cancelPending(tx: Tx, ctx: Context, { person, actor }: Omit<About, 'now'>): Promise<number> {
  const own = person.id === actor.id;
  const why = own ? 'the requester cancelled it' : 'an admin ended all access of the requester';
  return cancelPendingRequests(tx, ctx, { why, requesterId: person.id, own });
}
