import { listRequestable } from '@/lib/access/list-requestable';
import { listRequestableUsers } from '@/lib/access/list-requestable-users';
import { api, queryParam } from '@/lib/api/call';
import { presentRequestable } from '@/lib/api/presenters/request';

/** Returns all pages in one list; with `users=true` also the target users of each target. */
export const GET = api(async ({ ctx, query }) => {
  const words = queryParam(query, 'words') ?? '';
  const first = await listRequestable(ctx, { words, pageSize: 1000 });
  const targets = [...first.targets];
  for (let page = 2; page <= first.pages; page++) {
    targets.push(...(await listRequestable(ctx, { words, page, pageSize: 1000 })).targets);
  }
  if (queryParam(query, 'users') !== 'true') return targets.map(presentRequestable);
  const users = await listRequestableUsers(ctx, { targetIds: targets.map(({ id }) => id) });
  return targets.map((target) => ({
    ...presentRequestable(target),
    targetUsers: users.get(target.id) ?? [],
  }));
});
