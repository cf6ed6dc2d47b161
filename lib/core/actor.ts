export type Role = 'User' | 'Admin';

/** A Slack account, as Slack's signed payload identifies it. */
export type SlackAccount = { teamId: string; slackUserId: string };

/**
 * Who acts: a person (with their Slack account, if they act in Slack), a program with an API key, or the app itself
 * (a scheduled job, an event from Slack, an operator's command).
 */
export type Actor =
  | { kind: 'user'; userId: string; slack?: SlackAccount }
  | { kind: 'api-key'; keyId: string }
  | { kind: 'system'; name: string };

/** Where the actor acts. `api` is a program with an API key; events of earlier versions have it for `zli` too. */
export type Via = 'web' | 'slack' | 'zli' | 'api' | 'operator' | 'clock';

export type Person = { id: string; name: string; email: string };
