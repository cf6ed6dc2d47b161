import type { SubjectKind } from './subject';

export type Role = 'User' | 'Admin';

/** A Slack account, as Slack's signed payload identifies it. */
export type SlackAccount = { teamId: string; slackUserId: string };

/**
 * Who acts: a person (with their Slack account, if they act in Slack), a program with an API key or with the token of a
 * service account, or the app itself (a scheduled job, an event from Slack, an operator's command).
 */
export type Actor =
  | { kind: 'user'; userId: string; slack?: SlackAccount }
  | { kind: 'api-key'; keyId: string }
  | { kind: 'service-account'; accountId: string }
  | { kind: 'system'; name: string };

/** Where the actor acts. `api` is a program with an API key; events of earlier versions have it for `zli` too. */
export type Via = 'web' | 'slack' | 'zli' | 'api' | 'operator' | 'clock';

export type Person = { id: string; name: string; email: string };

/** Who requests and uses access. `email` is what people read (`subjectLabel`): of an API key it is no email. */
export type SubjectRef = Person & { kind: SubjectKind };

/** Who requests. `creatorId` is the person who created it and can act as it; null of people, and where it is not known. */
export type RequesterRef = SubjectRef & { creatorId: string | null };

/** The subject who acts; null for the app itself. */
export function subjectIdOf(actor: Actor): string | null {
  switch (actor.kind) {
    case 'user':
      return actor.userId;
    case 'api-key':
      return actor.keyId;
    case 'service-account':
      return actor.accountId;
    case 'system':
      return null;
  }
}

/** Whether a program acts with credentials of its own. */
export function isProgram(actor: Actor): boolean {
  return actor.kind === 'api-key' || actor.kind === 'service-account';
}
