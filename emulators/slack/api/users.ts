import { presentUser } from '../present';
import { page, required } from './args';
import type { Methods } from './method';
import { refuse } from './refusal';

/** `users.*` */
export const userMethods: Methods = {
  'users.info': {
    needs: ['users:read'],
    run: ({ world, team, args, scopes }) => {
      const user = team.users.get(required(args, 'user')) ?? refuse('user_not_found');
      return { user: presentUser(world, team, user, scopes) };
    },
  },
  'users.lookupByEmail': {
    needs: ['users:read.email'],
    run: ({ world, team, args, scopes }) => {
      const email = required(args, 'email').toLowerCase();
      // Deactivated users are not found by email, but `users.info` returns them.
      const user = [...team.users.values()].find(
        (each) => each.email?.toLowerCase() === email && !each.deleted,
      );
      return { user: presentUser(world, team, user ?? refuse('users_not_found'), scopes) };
    },
  },
  'users.list': {
    needs: ['users:read'],
    run: ({ world, team, args, scopes }) => {
      const { items, response_metadata } = page(args, [...team.users.values()]);
      return {
        members: items.map((user) => presentUser(world, team, user, scopes)),
        cache_ts: Math.floor(Date.now() / 1000),
        response_metadata,
      };
    },
  },
};
