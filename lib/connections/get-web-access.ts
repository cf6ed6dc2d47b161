import { z } from 'zod';
import { requirePerson } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { statusAt } from '@/lib/core/access/request';
import { AccessError } from '@/lib/core/error';
import type { TargetSummary } from '@/lib/core/target/target';
import { database } from '@/lib/db/client';
import { findOpenRequest } from '@/lib/db/requests/requests';
import { parse } from '@/lib/parse';
import { findWantedTarget } from './find-target';

const inputSchema = z.object({ targetId: z.uuid() });

export type WebAccess = {
  target: TargetSummary;
  allowed: boolean;
  /** the caller's pending request */
  open: { id: string } | null;
  requestable: boolean;
};

/** The caller's access to a web app, their pending request, or whether they can request it. Throws `not-found`, also for other types of target. */
export async function getWebAccess(ctx: Context, input: unknown): Promise<WebAccess> {
  const { targetId } = parse(inputSchema, input);
  const person = await requirePerson(ctx);
  const { target, entitlements, offers, now } = await findWantedTarget(ctx, person, { targetId });
  if (target.type !== 'Web') throw new AccessError('not-found', `${target.name} is not a web app.`);
  const key = { organizationId: ctx.organizationId, requesterId: person.id, targetId };
  const open = await findOpenRequest(database().prisma, key);
  const isPending = open !== null && statusAt(open, now) === 'Pending';
  return {
    target,
    allowed: entitlements.length > 0,
    open: isPending ? { id: open.id } : null,
    requestable: offers.length > 0,
  };
}
