import { z } from 'zod';
import { actingUserId, notActive } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { findRequestable, type RequestableTarget } from '@/lib/db/policies/requestable';
import { parse } from '@/lib/parse';

export type { RequestableTarget };

const listRequestableInput = z.object({
  words: z.string().max(200).default(''),
  /** from 1; a page past the last gives the last */
  page: z.number().int().min(1).default(1),
  pageSize: z.number().int().min(1).max(1000).default(20),
});

export type RequestableList = {
  /** false while Slack is not integrated: then nothing is requestable (R4) */
  integrated: boolean;
  targets: RequestableTarget[];
  total: number;
  page: number;
  pages: number;
  now: Date;
};

/** The targets that the caller can request, a page at a time. Throws `invalid` or `not-signed-in`. */
export async function listRequestable(ctx: Context, input: unknown): Promise<RequestableList> {
  const { words, page, pageSize } = parse(listRequestableInput, input);
  const found = await findRequestable({
    organizationId: ctx.organizationId,
    userId: actingUserId(ctx),
    words: words.split(/\s+/).filter(Boolean),
    limit: pageSize,
    offset: (page - 1) * pageSize,
  });
  if (!found.active) throw notActive();
  const { integrated, now } = found;
  if (!integrated) return { integrated, targets: [], total: 0, page: 1, pages: 1, now };
  const pages = Math.max(1, Math.ceil(found.total / pageSize));
  if (page > pages) return listRequestable(ctx, { words, page: pages, pageSize });
  return { integrated, targets: found.targets, total: found.total, page, pages, now };
}
