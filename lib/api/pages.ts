import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { Result } from './call';
import { keyedHash } from './keyed-hash';
import { unknownName } from './parse-input';
import { textParam } from './query-fields';

/** Which part of a list a call wants. */
export type Page = {
  /** how many items; undefined for all */
  limit: number | undefined;
  /** the id of the item that it begins after; undefined for the first page */
  after: string | undefined;
};

/** A part of a list, and the id of its last item if more follow. */
export class Listed<T = unknown> {
  readonly items: readonly T[];
  readonly last: string | null;

  constructor(items: readonly T[], last: string | null) {
    this.items = items;
    this.last = last;
  }
}

const mostItems = 500;
const wrongLimit = `Send a whole number from 1 to ${mostItems}.`;

/** The filters of every list. */
export const pageQuery = {
  limit: textParam.pipe(
    z
      .string()
      .regex(/^\d{1,4}$/, wrongLimit)
      .transform(Number)
      .pipe(z.number().min(1, wrongLimit).max(mostItems, wrongLimit))
      .optional(),
  ),
  cursor: textParam,
};

/**
 * The page that a call wants. A cursor is of one list of one organization, and only this server can make it. Throws `invalid` for
 * another one.
 */
export function readPage(
  { organizationId }: Context,
  { pathname }: URL,
  { limit, cursor }: { limit: number | undefined; cursor: string | undefined },
): Page {
  if (cursor === undefined) return { limit, after: undefined };
  const after = Buffer.from(cursor.split('.')[0] ?? '', 'base64url').toString();
  const [given, own] = [Buffer.from(cursor), Buffer.from(writeCursor(organizationId, pathname, after))];
  if (given.length === own.length && timingSafeEqual(given, own)) return { limit, after };
  const message = 'This cursor is not of this list. Take it from the header Link of the page before.';
  throw new AccessError('invalid', message, { faults: [{ path: 'cursor', message }] });
}

function writeCursor(organizationId: string, pathname: string, id: string): string {
  const signature = keyedHash('cursor', JSON.stringify([organizationId, pathname, id]));
  return `${Buffer.from(id).toString('base64url')}.${signature}`;
}

/**
 * A list, or the page of it that the call wants. Pages are in the order of ids, which never change, so that none loses or
 * repeats an item while others write. What is no list has no pages: throws `invalid`.
 *
 * @param result what the endpoint returned: a list, or a part that it read by `readPages`
 */
export function presentPage(result: unknown, page: Page, { organizationId }: Context, url: URL): unknown {
  if (!(result instanceof Listed) && page.limit === undefined && page.after === undefined) return result;
  const { items, last } = result instanceof Listed ? result : cut(result, page);
  if (last === null) return items;
  const query = new URLSearchParams(url.searchParams);
  query.set('cursor', writeCursor(organizationId, url.pathname, last));
  return new Result(items, { link: `<${url.pathname}?${query}>; rel="next"` });
}

function cut(result: unknown, { limit, after }: Page): Listed {
  if (!Array.isArray(result)) throw noPages(limit);
  const all = result.map((item: Record<string, unknown>) => {
    const id = item.id ?? item.idPGroupId;
    if (typeof id !== 'string') throw noPages(limit);
    return { id, item };
  });
  const rest = all
    .filter(({ id }) => after === undefined || id > after)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const part = rest.slice(0, limit);
  return new Listed(
    part.map(({ item }) => item),
    part.length < rest.length ? (part.at(-1)?.id ?? null) : null,
  );
}

function noPages(limit: number | undefined): AccessError {
  const fault = unknownName(limit === undefined ? 'cursor' : 'limit', 'filter');
  return new AccessError('invalid', fault.message, { faults: [fault] });
}

/**
 * The page of a list that the database reads in an order that never changes.
 *
 * @param read items after an id, or from the first on, at most `take`, which is 1000 at most
 */
export async function readPages<T extends { id: string }, P>(
  { limit, after }: Page,
  read: (after: string | undefined, take: number) => Promise<readonly T[]>,
  present: (item: T) => P,
): Promise<Listed<P>> {
  const wanted = limit ?? Number.POSITIVE_INFINITY;
  const items: T[] = [];
  for (let isMore = true; isMore && items.length <= wanted; ) {
    const take = Math.min(wanted + 1 - items.length, 1000);
    const found = await read(items.at(-1)?.id ?? after, take);
    items.push(...found);
    isMore = found.length === take;
  }
  const part = items.slice(0, wanted);
  const isCut = part.length < items.length;
  return new Listed(part.map(present), isCut ? (part.at(-1)?.id ?? null) : null);
}
