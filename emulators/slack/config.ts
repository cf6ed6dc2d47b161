/** How the app is set up at Slack: what its settings page would hold. */
export type AppConfig = {
  appId: string;
  clientId: string;
  clientSecret: string;
  signingSecret: string;
  name: string;
  botName: string;
  redirectUrls: string[];
  commands: { command: string; url: string; description: string; usageHint?: string }[];
  interactionsUrl: string;
  optionsUrl: string;
  eventsUrl: string;
  /** Event types the app has subscribed to. */
  events: string[];
  /** App Home tabs; both are on unless switched off here. */
  homeTab?: boolean;
  messagesTab?: boolean;
};

export type UserSeed = {
  id: string;
  /** The handle. */
  name: string;
  realName: string;
  email?: string;
  emailConfirmed?: boolean;
  isAdmin?: boolean;
  isOwner?: boolean;
  isRestricted?: boolean;
  isUltraRestricted?: boolean;
  isBot?: boolean;
  deleted?: boolean;
  tz?: string;
  /** The home team of somebody from another workspace. */
  teamId?: string;
};

export type TeamSeed = {
  id: string;
  name: string;
  domain: string;
  users: UserSeed[];
  /** Members are user ids. */
  channels?: { name: string; isPrivate?: boolean; members: string[] }[];
};

/** Waits and life times in milliseconds; tests shorten them. */
export type Timing = {
  ackMs: number;
  triggerMs: number;
  codeMs: number;
  responseUrlMs: number;
  /** Slack waits 0, 1 and 5 minutes; here the three waits are short. */
  retryDelaysMs: number[];
};

export const SLACK_TIMING: Timing = {
  ackMs: 3000,
  triggerMs: 3000,
  codeMs: 600_000,
  responseUrlMs: 1_800_000,
  retryDelaysMs: [1000, 2000, 4000],
};

export type FaultSpec = {
  /** A Web API method, `response_url`, or `*` for any. */
  method: string;
  /**
   * `ratelimited`, `http500`, `timeout` (504 after `afterMs`) and `error` do nothing else;
   * `hang` never answers; `lost-answer` does the work, then cuts the connection.
   */
  kind: 'ratelimited' | 'http500' | 'timeout' | 'hang' | 'lost-answer' | 'error';
  /** Seconds. */
  retryAfter?: number;
  /** The code of `kind: 'error'`. */
  error?: string;
  /** How often it strikes: once unless said otherwise, 0 until cleared. */
  times?: number;
  afterMs?: number;
};

export type Fault = FaultSpec & { left: number };
