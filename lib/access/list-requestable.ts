import { z } from 'zod';
import { notActive } from '@/lib/authorization/require-person';
import { actingSubjectId } from '@/lib/authorization/require-subject';
import type { Context } from '@/lib/context';
import { correctWords, searchWords } from '@/lib/core/target/target-search';
import { formatTargetType } from '@/lib/core/text/target';
import { findRequestable, type RequestableTarget } from '@/lib/db/policies/requestable';
import { parse } from '@/lib/parse';

export type { RequestableTarget };

const listRequestableInput = z.object({
  words: z.string().max(200).default(''),
  /** from 1; a page past the last gives the last */
  page: z.number().int().min(1).default(1),
  pageSize: z.number().int().min(1).max(1000).default(20),
  /** where nothing matches, whether words with small typos are put right */
  forgiving: z.boolean().default(false),
});

export type RequestableList = {
  /** false while Slack is not integrated: then nothing is requestable (R4) */
  integrated: boolean;
  targets: RequestableTarget[];
  total: number;
  page: number;
  pages: number;
  now: Date;
  /** what was searched for instead, because the words had small typos; null if they were used as they are */
  corrected: string | null;
};

/** The targets that the caller can request, a page at a time. Throws `invalid` or `not-signed-in`. */
export async function listRequestable(ctx: Context, input: unknown): Promise<RequestableList> {
  const asked = parse(listRequestableInput, input);
  const list = await findPage(ctx, asked);
  if (list.total > 0 || !asked.forgiving || !list.integrated) return list;
  const corrected = correctWords(searchWords(asked.words), await findTexts(ctx));
  if (!corrected) return list;
  return {
    ...(await findPage(ctx, { ...asked, words: corrected.join(' ') })),
    corrected: corrected.join(' '),
  };
}

type Input = z.output<typeof listRequestableInput>;

// Enough for the words that people can mistype; a search for typos among more would take too long.
const mostTexts = 1000;

/** What a search compares words with, of everything that the caller can request. */
async function findTexts(ctx: Context): Promise<string[]> {
  const { targets } = await findPage(ctx, { words: '', page: 1, pageSize: mostTexts, forgiving: false });
  return targets.map((target) => `${target.name} ${target.environment} ${formatTargetType(target)}`);
}

async function findPage(ctx: Context, { words, page, pageSize, forgiving }: Input): Promise<RequestableList> {
  const found = await findRequestable({
    organizationId: ctx.organizationId,
    userId: actingSubjectId(ctx),
    words: searchWords(words),
    limit: pageSize,
    offset: (page - 1) * pageSize,
  });
  if (!found.active) throw notActive();
  const { integrated, now } = found;
  if (!integrated) return { integrated, targets: [], total: 0, page: 1, pages: 1, now, corrected: null };
  const pages = Math.max(1, Math.ceil(found.total / pageSize));
  if (page > pages) return findPage(ctx, { words, page: pages, pageSize, forgiving });
  return { integrated, targets: found.targets, total: found.total, page, pages, now, corrected: null };
}
