import type { Context } from '@/lib/context';
import type { ActiveToken } from '@/lib/db/people/active-tokens';

const known = new WeakMap<Context, ActiveToken>();

/**
 * Keeps what the lookup of a token found, for the first check of the call that it came with. So a call that reads costs one
 * lookup of its caller instead of three.
 */
export function keepCaller(ctx: Context, token: ActiveToken): void {
  known.set(ctx, token);
}

/**
 * What the lookup of the token found, once: the caller's rights as stored when the call began. A later check, as after
 * waiting for a decision, and every check in a transaction look the rights up again.
 */
export function takeCaller(ctx: Context): ActiveToken | undefined {
  const found = known.get(ctx);
  known.delete(ctx);
  return found;
}
