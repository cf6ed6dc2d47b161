import type { Json, Team, World } from '../world';
import type { Args } from './args';
import { refuse } from './refusal';

/** One authenticated Web API call on its way through a method. */
export type Call = {
  world: World;
  team: Team;
  token: string;
  scopes: string[];
  bot: { userId: string; botId: string };
  args: Args;
};

type Method = {
  /** Scopes of which one is enough; none means no scope is needed. May depend on the arguments. */
  needs?: string[] | ((call: Call) => string[]);
  run: (call: Call) => Json | Promise<Json>;
};

export type Methods = Record<string, Method>;

/** Refuses with `missing_scope` unless the token holds one of these. */
export function needScope(call: Call, anyOf: string[]): void {
  if (anyOf.length === 0 || anyOf.some((scope) => call.scopes.includes(scope))) return;
  refuse('missing_scope', { needed: anyOf.join(','), provided: call.scopes.join(',') });
}

/** Which of two scope lists a channel of this kind asks for. */
export function byKind(kind: string, of: { public: string[]; private: string[]; im?: string[] }): string[] {
  if (kind === 'public') return of.public;
  return kind === 'private' ? of.private : (of.im ?? []);
}
