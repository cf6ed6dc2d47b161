/** The configuration of a Slack app, as on its settings page. */
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
  /** The event types that the app is subscribed to. */
  events: string[];
  /** App Home tabs. Both default to true. */
  homeTab?: boolean;
  messagesTab?: boolean;
  /** Tokens end after 12 hours, and each installation gets one of its own. */
  tokenRotation?: boolean;
  /** An installation is for the whole Enterprise Grid organization. */
  orgWide?: boolean;
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
  /** The home workspace of a person from another workspace. */
  teamId?: string;
  /** In an Enterprise Grid, all workspaces of a person. */
  workspaces?: string[];
};

export type TeamSeed = {
  id: string;
  name: string;
  domain: string;
  users: UserSeed[];
  /** Members are user ids. */
  channels?: { name: string; isPrivate?: boolean; members: string[] }[];
};

/** Timeouts and lifetimes in milliseconds. Tests shorten them. */
export type Timing = {
  ackMs: number;
  triggerMs: number;
  codeMs: number;
  responseUrlMs: number;
  /** The delays before each retry. Slack's are 0, 1 and 5 minutes. */
  retryDelaysMs: number[];
};

export const slackTiming: Timing = {
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
   * `ratelimited`, `http500`, `timeout` (504 after `afterMs`) and `error` do nothing else. `hang` never responds, and
   * `reset` closes the connection. `lost-answer` performs the call, then closes the connection. `slow` performs and
   * answers it late.
   */
  kind: 'ratelimited' | 'http500' | 'timeout' | 'hang' | 'reset' | 'lost-answer' | 'slow' | 'error';
  /** In seconds. */
  retryAfter?: number;
  /** The error code for `kind: 'error'`. */
  error?: string;
  /** The number of calls that fail. Defaults to 1. 0 means every call until `clearFaults`. */
  times?: number;
  afterMs?: number;
  /** Called when the call arrives; it goes on when the result resolves. For tests in the same process. */
  hold?: () => Promise<void>;
};

export type Fault = FaultSpec & { left: number };
