import { listRequestable } from '@/lib/access/list-requestable';
import { api, queryParam } from '@/lib/api/call';
import { presentRequestable } from '@/lib/api/presenters/request';

/** Returns all pages in one list. */
export const GET = api(async ({ ctx, query }) => {
  const words = queryParam(query, 'words') ?? '';
  const first = await listRequestable(ctx, { words, pageSize: 1000 });
  const targets = [...first.targets];
  for (let page = 2; page <= first.pages; page++) {
    targets.push(...(await listRequestable(ctx, { words, page, pageSize: 1000 })).targets);
  }
  return targets.map(presentRequestable);
});
