import { randomUUID } from 'node:crypto';
import type { Actor, Via } from '@/lib/core/actor';

/**
 * Who acts, in which organization, from where. Every verb takes one first. Whether the actor may do it is
 * looked up by the verb, each time; nothing in here is a right. Time is the database's.
 */
export type Context = { organizationId: string; actor: Actor; via: Via };

/** A new id for a row. */
export function newId(): string {
  return randomUUID();
}

/** The context of what nobody does: a clock, an event of Slack's, an operator's command. */
export function systemContext(organizationId: string, name: string, via: Via): Context {
  return { organizationId, actor: { kind: 'system', name }, via };
}
