export type Role = 'User' | 'Admin';

/** A Slack account, as Slack's signed payload names it. */
export type SlackAccount = { teamId: string; slackUserId: string };

/**
 * Who does something: a person (with the Slack account they used, if it was in Slack), a program with an API
 * key, or the product itself (a clock, an event of Slack's).
 */
export type Actor =
  | { kind: 'user'; userId: string; slack?: SlackAccount }
  | { kind: 'api-key'; keyId: string }
  | { kind: 'system'; name: string };

/** Where it was done. */
export type Via = 'web' | 'slack' | 'api' | 'operator' | 'clock';

/** A person as others see them. */
export type Person = { id: string; name: string; email: string };
