import { z } from 'zod';
import { readForgiving } from './read-forgiving';

// The fields that are read, and no others: Slack adds fields at any time. A null counts as absent.

const id = z.string().regex(/^[\w.-]{1,100}$/);
const text = z.string().exactOptional();

const command = z.object({
  team_id: id.default(''),
  enterprise_id: id.exactOptional(),
  user_id: id,
  api_app_id: id.exactOptional(),
  command: z.string().default(''),
  text: z.string().default(''),
});
export type CommandPayload = z.infer<typeof command>;

const option = z.object({ value: z.string() });
const field = z.object({
  value: text,
  selected_option: option.exactOptional(),
  selected_options: z.array(option).exactOptional(),
});
export type FieldState = z.infer<typeof field>;

const view = z.object({
  id: z.string(),
  type: z.string().default('modal'),
  hash: text,
  callback_id: z.string().default(''),
  private_metadata: z.string().default(''),
  app_installed_team_id: id.exactOptional(),
  state: z
    .object({ values: z.record(z.string(), z.record(z.string(), field)).default({}) })
    .default({ values: {} }),
});
export type ViewPayload = z.infer<typeof view>;

const common = {
  team: z.object({ id }).exactOptional(),
  enterprise: z.object({ id }).exactOptional(),
  user: z.object({ id, team_id: id.exactOptional() }),
  api_app_id: id.exactOptional(),
};

const click = z.object({
  type: z.literal('block_actions'),
  ...common,
  trigger_id: text,
  response_url: text,
  view: view.exactOptional(),
  actions: z.array(field.extend({ action_id: z.string(), block_id: z.string().default('') })).min(1),
});
export type BlockActionPayload = z.infer<typeof click>;

const submission = z.object({ type: z.literal('view_submission'), ...common, view });
export type ViewSubmissionPayload = z.infer<typeof submission>;

const suggestion = z.object({
  type: z.literal('block_suggestion'),
  ...common,
  action_id: z.string(),
  value: z.string().default(''),
  view: view.exactOptional(),
});
export type BlockSuggestionPayload = z.infer<typeof suggestion>;

export type InteractionPayload = BlockActionPayload | ViewSubmissionPayload | BlockSuggestionPayload;

const interactions: Readonly<Record<string, z.ZodType<InteractionPayload>>> = {
  block_actions: click,
  view_submission: submission,
  block_suggestion: suggestion,
};

// The app offers none of them, but Slack can send them.
const ignoredInteractions = ['view_closed', 'shortcut', 'message_action'];

// A flag decides whom an account is. One that can't be read bars the account, and makes no one an admin.
const bars = z
  .unknown()
  .transform((value) => value !== false)
  .exactOptional();
const permits = z
  .unknown()
  .transform((value) => value === true)
  .exactOptional();
const changedUser = z.object({
  id,
  team_id: text,
  name: text,
  real_name: text,
  tz: text,
  deleted: bars,
  is_admin: permits,
  is_owner: permits,
  is_primary_owner: permits,
  is_bot: bars,
  is_restricted: bars,
  is_ultra_restricted: bars,
  is_stranger: bars,
  is_email_confirmed: permits,
  enterprise_user: z.object({ teams: z.array(z.string()).exactOptional() }).exactOptional(),
  profile: z.object({ email: text, real_name: text, display_name: text }).exactOptional(),
});

const envelope = {
  api_app_id: id.exactOptional(),
  event_id: id,
  team_id: id.exactOptional(),
  authorizations: z.array(z.object({ team_id: id.exactOptional() })).exactOptional(),
};
/** The time of an event by Slack's clock, in seconds. Where it decides, the event is of no use without it. */
const event_time = z.number();

const homeOpened = z.object({
  ...envelope,
  event: z.object({ type: z.literal('app_home_opened'), user: id, tab: z.string().default('home') }),
});
const uninstalled = z.object({
  ...envelope,
  event_time,
  event: z.object({ type: z.literal('app_uninstalled') }),
});
const tokensRevoked = z.object({
  ...envelope,
  event_time,
  event: z.object({
    type: z.literal('tokens_revoked'),
    tokens: z.object({ bot: z.array(z.string()).exactOptional() }),
  }),
});
const userChange = z.object({
  ...envelope,
  event: z.object({ type: z.enum(['user_change', 'team_join']), user: changedUser }),
});

/** An event in its envelope. */
export type SlackEvent =
  | z.infer<typeof homeOpened>
  | z.infer<typeof uninstalled>
  | z.infer<typeof tokensRevoked>
  | z.infer<typeof userChange>;
export type HomeOpened = z.infer<typeof homeOpened>['event'];
export type TokensRevoked = z.infer<typeof tokensRevoked>['event'];
export type UserChange = z.infer<typeof userChange>['event'];

const events: Readonly<Record<string, z.ZodType<SlackEvent>>> = {
  app_home_opened: ofTeam(homeOpened),
  app_uninstalled: ofTeam(uninstalled),
  tokens_revoked: ofTeam(tokensRevoked),
  user_change: ofTeam(userChange),
  team_join: ofTeam(userChange),
};

/** The workspace whose installation gets an event. In a shared channel, `team_id` can be the one of the other side. */
export function teamOf({ authorizations, team_id }: Pick<SlackEvent, 'authorizations' | 'team_id'>): string {
  return authorizations?.[0]?.team_id ?? team_id ?? '';
}

function ofTeam<T extends SlackEvent>(schema: z.ZodType<T>): z.ZodType<T> {
  return schema.refine((event) => teamOf(event) !== '', { path: ['team_id'] });
}

const verification = z.object({ type: z.literal('url_verification'), challenge: z.string() });
type Verification = z.infer<typeof verification>;

/** The types of payloads that are read. */
export const payloadTypes: ReadonlySet<string> = new Set([
  'command',
  ...Object.keys(interactions),
  ...Object.keys(events),
  'url_verification',
]);

/**
 * A payload, and the fields of it that can't be read. `payload` is null if it can't be used: it is of a type that is
 * ignored or unknown, or lacks something required.
 */
export type Reading<T> = { type: string; payload: T | null; unread: string[] };

/** Reads the fields of a slash command. */
export function readCommand(body: string): Reading<CommandPayload> {
  return readAs('command', command, Object.fromEntries(new URLSearchParams(body)));
}

/** Reads the JSON in the `payload` field of an interaction. */
export function readInteraction(body: string): Reading<InteractionPayload> {
  const json = readJson(new URLSearchParams(body).get('payload') ?? '');
  const { type } = readOutline(json);
  if (ignoredInteractions.includes(type)) return ignored(type);
  return readAs(type, ownValue(interactions, type), json);
}

/** Reads the JSON of an event. Events that the app does not subscribe to are ignored. */
export function readEvent(body: string): Reading<Verification | SlackEvent> {
  const json = readJson(body);
  const { type, event } = readOutline(json);
  if (type === 'url_verification') return readAs(type, verification, json);
  if (type !== 'event_callback') return readAs(type, undefined, json);
  const schema = ownValue(events, event.type);
  if (schema) return readAs(event.type, schema, json);
  return event.type === '' ? { type, payload: null, unread: ['event.type'] } : ignored(event.type);
}

function readAs<T>(type: string, schema: z.ZodType<T> | undefined, json: unknown): Reading<T> {
  if (!schema) return { type, payload: null, unread: ['type'] };
  const { data, unread } = readForgiving(schema, json);
  return { type, payload: data, unread };
}

function ignored(type: string): Reading<never> {
  return { type, payload: null, unread: [] };
}

const outline = z.object({
  type: z.string().catch(''),
  event: z.object({ type: z.string().catch('') }).catch({ type: '' }),
});

function readOutline(json: unknown): z.infer<typeof outline> {
  return outline.safeParse(json).data ?? { type: '', event: { type: '' } };
}

function ownValue<T>(values: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** A JSON value without its nulls; undefined if it is malformed. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text, (_, value) => value ?? undefined);
  } catch {
    return undefined;
  }
}
