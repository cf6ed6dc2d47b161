import type { AppConfig, Fault, TeamSeed, Timing, UserSeed } from './config';

export type Json = { [key: string]: unknown };
export type Block = Json & { type: string; block_id: string };

export type Message = {
  ts: string;
  user: string;
  /** Set on messages that the app posted. */
  botId?: string;
  text: string;
  blocks?: Block[];
  attachments?: Json[];
  metadata?: Json;
  threadTs?: string;
  edited?: { user: string; ts: string };
  /** Only this user sees the message. Such messages are not in the history. */
  onlyFor?: string;
};

export type Channel = {
  id: string;
  name: string;
  kind: 'public' | 'private' | 'im' | 'mpim';
  isGeneral: boolean;
  creator: string;
  created: number;
  archived: boolean;
  /** Shared with another organization, or with a pending invitation to share. */
  shared: 'no' | 'offered' | 'yes';
  topic: string;
  purpose: string;
  members: Set<string>;
  messages: Message[];
  /** The timestamp of the last message that each person has read. */
  read: Map<string, string>;
};

export type Installation = {
  token: string;
  scopes: string[];
  installedBy: string;
  botUserId: string;
  botId: string;
};

export type View = Json & { id: string; type: string; hash: string; blocks: Block[] };

/** The open modals of one person, from the bottom of the stack. */
export type Stack = { views: View[]; clientId: string | undefined };

export type Team = {
  id: string;
  name: string;
  domain: string;
  users: Map<string, UserSeed>;
  channels: Map<string, Channel>;
  /** The app's bot user keeps its id when the app is reinstalled, as in Slack. */
  bot: { userId: string; botId: string } | undefined;
  installation: Installation | undefined;
  homes: Map<string, View>;
  stacks: Map<string, Stack>;
};

export type Trigger = {
  id: string;
  teamId: string;
  userId: string;
  clientId: string | undefined;
  expires: number;
  used: boolean;
};

type Code = {
  teamId: string;
  userId: string;
  scopes: string[];
  redirectUri: string;
  sentRedirectUri: boolean;
  expires: number;
};

type ResponseUrl = {
  teamId: string;
  userId: string;
  channelId: string;
  /** The message of the clicked button. Undefined for a command. */
  messageTs: string | undefined;
  uses: number;
  expires: number;
};

export type CallRecord = {
  at: number;
  method: string;
  teamId: string | undefined;
  args: Json;
  status: number;
  answer: Json | undefined;
  fault?: string;
};

export type DeliveryRecord = {
  at: number;
  kind: string;
  url: string;
  status: number | undefined;
  ms: number;
  request: unknown;
  body: string;
  error?: string;
  retry?: number;
};

/** Sent to open pages: the state changed, or a note to show. */
export type Signal =
  | { type: 'changed'; teamId: string }
  | { type: 'note'; teamId: string; userId: string; clientId: string | undefined; text: string };

/** The whole state of the local Slack. `reset` replaces its content, not the object. */
export type World = {
  url: string;
  app: AppConfig;
  seeds: TeamSeed[];
  timing: Timing;
  teams: Map<string, Team>;
  /** Every token ever issued, with its workspace. `dead` is the error of a revoked token. */
  tokens: Map<string, { teamId: string; dead: string | undefined }>;
  codes: Map<string, Code>;
  triggers: Map<string, Trigger>;
  responseUrls: Map<string, ResponseUrl>;
  faults: Fault[];
  calls: CallRecord[];
  deliveries: DeliveryRecord[];
  nextAuthorizeError: string | undefined;
  grantScopes: string[] | undefined;
  counter: number;
  lastTs: number;
  /** Increases at `reset`, so that earlier retries are dropped. */
  generation: number;
  listeners: Set<(signal: Signal) => void>;
};

export function makeWorld(app: AppConfig, seeds: TeamSeed[], timing: Timing): World {
  const world: World = {
    url: '',
    app,
    seeds,
    timing,
    teams: new Map(),
    tokens: new Map(),
    codes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    faults: [],
    calls: [],
    deliveries: [],
    nextAuthorizeError: undefined,
    grantScopes: undefined,
    counter: 0,
    lastTs: 0,
    generation: 0,
    listeners: new Set(),
  };
  fill(world, seeds);
  return world;
}

/** Empties the state and fills it again. Open pages, configuration and timing stay. */
export function resetWorld(world: World, seeds: TeamSeed[]): void {
  for (const part of [world.teams, world.tokens, world.codes, world.triggers, world.responseUrls])
    part.clear();
  for (const part of [world.faults, world.calls, world.deliveries]) part.length = 0;
  world.nextAuthorizeError = undefined;
  world.grantScopes = undefined;
  world.generation += 1;
  fill(world, seeds);
  for (const team of world.teams.values()) changed(world, team.id);
}

/** Notifies the open pages of a workspace that its state changed. */
export function changed(world: World, teamId: string): void {
  for (const listener of world.listeners) listener({ type: 'changed', teamId });
}

function fill(world: World, seeds: TeamSeed[]): void {
  world.seeds = seeds;
  for (const seed of seeds) world.teams.set(seed.id, makeTeam(world, seed));
}

function makeTeam(world: World, seed: TeamSeed): Team {
  const channels = new Map<string, Channel>();
  for (const each of seed.channels ?? []) {
    world.counter += 1;
    const id = `C0${each.name
      .replace(/[^a-z0-9]/gi, '')
      .toUpperCase()
      .slice(0, 10)}${world.counter}`;
    channels.set(id, {
      id,
      name: each.name,
      kind: each.isPrivate ? 'private' : 'public',
      isGeneral: each.name === 'general',
      creator: each.members[0] ?? 'USLACKBOT',
      created: Math.floor(Date.now() / 1000),
      archived: false,
      shared: 'no',
      topic: '',
      purpose: '',
      members: new Set(each.members),
      messages: [],
      read: new Map(),
    });
  }
  const users = new Map(seed.users.map((user) => [user.id, { ...user }]));
  return {
    id: seed.id,
    name: seed.name,
    domain: seed.domain,
    users,
    channels,
    bot: undefined,
    installation: undefined,
    homes: new Map(),
    stacks: new Map(),
  };
}
