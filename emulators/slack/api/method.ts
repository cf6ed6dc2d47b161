import type { Json, Team, World } from '../world';
import type { Args } from './args';
import { refuse } from './refusal';

/** An authenticated Web API call. */
export type Call = {
  world: World;
  team: Team;
  token: string;
  scopes: string[];
  bot: { userId: string; botId: string };
  args: Args;
};

type Method = {
  /** The call needs one of these scopes. An empty list means that no scope is needed. May depend on the arguments. */
  needs?: string[] | ((call: Call) => string[]);
  run: (call: Call) => Json | Promise<Json>;
};

export type Methods = Record<string, Method>;

/** Refuses with `missing_scope` unless the token has one of these scopes. */
export function needScope(call: Call, anyOf: string[]): void {
  if (anyOf.length === 0 || anyOf.some((scope) => call.scopes.includes(scope))) return;
  refuse('missing_scope', { needed: anyOf.join(','), provided: call.scopes.join(',') });
}

/** The scopes that a channel of this type requires. */
export function byKind(kind: string, of: { public: string[]; private: string[]; im?: string[] }): string[] {
  if (kind === 'public') return of.public;
  return kind === 'private' ? of.private : (of.im ?? []);
}
