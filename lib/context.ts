import { randomUUID } from 'node:crypto';
import type { Actor, Via } from '@/lib/core/actor';

/**
 * Who acts, in which organization, from where: the first parameter of every use case. It carries no rights. Each use case
 * looks up what the actor can do, and takes the time from the database; what the lookup of a call's token found counts as the
 * first of these lookups (lib/authorization/known-caller.ts). `address` is the client's network address, for the audit log;
 * undefined where there is none (a job) or where nobody passes it on (Slack).
 */
export type Context = { organizationId: string; actor: Actor; via: Via; address?: string | undefined };

/** A new id for a row. */
export function newId(): string {
  return randomUUID();
}

/** The context of an actor that is not a person: a scheduled job, an event from Slack, an operator's command. */
export function systemContext(organizationId: string, name: string, via: Via): Context {
  return { organizationId, actor: { kind: 'system', name }, via };
}

/** Whether a command of the operator acts, at the command line of the server. It needs no admin. */
export function isOperator({ actor, via }: Context): boolean {
  return actor.kind === 'system' && via === 'operator';
}
