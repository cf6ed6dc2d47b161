import type { AppConfig, Fault, TeamSeed, Timing, UserSeed } from './config';

export type Json = { [key: string]: unknown };
export type Block = Json & { type: string; block_id: string };

export type Message = {
  ts: string;
  user: string;
  /** Set on what the app posted. */
  botId?: string;
  text: string;
  blocks?: Block[];
  attachments?: Json[];
  metadata?: Json;
  threadTs?: string;
  edited?: { user: string; ts: string };
  /** Only this user sees it; such messages are not in the history. */
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
  /** Shared with another organization, or offered to one. */
  shared: 'no' | 'offered' | 'yes';
  topic: string;
  purpose: string;
  members: Set<string>;
  messages: Message[];
  /** Last ts each person has seen, for the unread markers. */
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

/** The modals one person has open, bottom first. */
export type Stack = { views: View[]; clientId: string | undefined };

export type Team = {
  id: string;
  name: string;
  domain: string;
  users: Map<string, UserSeed>;
  channels: Map<string, Channel>;
  /** The app's bot user keeps its id over re-installations, as at Slack. */
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
  /** The message whose button was pressed; none for a command. */
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

/** What open pages are told: that something changed, or a note to show. */
export type Signal =
  | { type: 'changed'; teamId: string }
  | { type: 'note'; teamId: string; userId: string; clientId: string | undefined; text: string };

/** Everything the local Slack knows; one object, replaced in part by `reset`. */
export type World = {
  url: string;
  app: AppConfig;
  seeds: TeamSeed[];
  timing: Timing;
  teams: Map<string, Team>;
  /** Every token ever given, with the team while it lives. */
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
  /** Goes up at `reset`, so that retries of before are dropped. */
  generation: number;
  listeners: Set<(signal: Signal) => void>;
};

/** Makes a world out of seeds. */
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

/** Empties the world and fills it anew; open pages, configuration and waits stay. */
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

/** Tells the open pages of a team to look again. */
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
