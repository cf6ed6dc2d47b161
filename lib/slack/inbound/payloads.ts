import { z } from 'zod';

// The fields that are read, and no others: Slack adds fields at any time.

const id = z.string().min(1);

const command = z.object({
  team_id: id,
  user_id: id,
  api_app_id: z.string().optional(),
  command: z.string(),
  text: z.string().default(''),
});
export type CommandPayload = z.infer<typeof command>;

const option = z.object({ value: z.string() });
const field = z.object({
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
});
export type FieldState = z.infer<typeof field>;

const view = z.object({
  id: z.string(),
  type: z.string().default('modal'),
  hash: z.string().optional(),
  callback_id: z.string().default(''),
  private_metadata: z.string().default(''),
  app_installed_team_id: z.string().nullish(),
  state: z
    .object({ values: z.record(z.string(), z.record(z.string(), field)).default({}) })
    .default({ values: {} }),
});
export type ViewPayload = z.infer<typeof view>;

const common = {
  team: z.object({ id }).nullish(),
  user: z.object({ id, team_id: z.string().optional() }),
  api_app_id: z.string().optional(),
};

const click = z.object({
  type: z.literal('block_actions'),
  ...common,
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
  view: view.nullish(),
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
  view: view.nullish(),
});
export type BlockSuggestionPayload = z.infer<typeof suggestion>;

const ignored = z.object({ type: z.enum(['view_closed', 'shortcut', 'message_action']) });
const interaction = z.discriminatedUnion('type', [click, submission, suggestion, ignored]);
export type InteractionPayload = z.infer<typeof interaction>;

const profile = z.object({
  email: z.string().exactOptional(),
  real_name: z.string().exactOptional(),
  display_name: z.string().exactOptional(),
});
const flag = z.boolean().exactOptional();
const changedUser = z.object({
  id,
  team_id: z.string().exactOptional(),
  name: z.string().exactOptional(),
  real_name: z.string().exactOptional(),
  tz: z.string().exactOptional(),
  deleted: flag,
  is_admin: flag,
  is_owner: flag,
  is_primary_owner: flag,
  is_bot: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_stranger: flag,
  is_email_confirmed: flag,
  enterprise_user: z.object({ teams: z.array(z.string()).exactOptional() }).exactOptional(),
  profile: profile.exactOptional(),
});

const homeOpened = z.object({
  type: z.literal('app_home_opened'),
  user: id,
  tab: z.string().default('home'),
});
const uninstalled = z.object({ type: z.literal('app_uninstalled') });
const tokensRevoked = z.object({
  type: z.literal('tokens_revoked'),
  tokens: z.object({ bot: z.array(z.string()).nullish() }),
});
const userChange = z.object({ type: z.enum(['user_change', 'team_join']), user: changedUser });
const event = z.discriminatedUnion('type', [homeOpened, uninstalled, tokensRevoked, userChange]);
export type SlackEvent = z.infer<typeof event>;
export type HomeOpened = z.infer<typeof homeOpened>;
export type TokensRevoked = z.infer<typeof tokensRevoked>;
export type UserChange = z.infer<typeof userChange>;

const known = [
  ...[homeOpened, uninstalled, tokensRevoked].map(({ shape }) => shape.type.value),
  ...userChange.shape.type.options,
] as readonly string[];

const envelope = z.object({
  type: z.literal('event_callback'),
  team_id: id,
  api_app_id: z.string().optional(),
  event_id: id,
  event_time: z.number(),
  authorizations: z.array(z.object({ team_id: z.string().nullish() })).nullish(),
  event: z.looseObject({ type: z.string() }),
});
const verification = z.object({ type: z.literal('url_verification'), challenge: z.string() });
const other = z.object({ type: z.string() });

export type Envelope = Omit<z.infer<typeof envelope>, 'event'> & { event: SlackEvent };
export type EventPayload = z.infer<typeof verification> | Envelope | { type: 'ignored' };

/** The fields of a slash command; null when it is malformed. */
export function readCommand(body: string): CommandPayload | null {
  return command.safeParse(Object.fromEntries(new URLSearchParams(body))).data ?? null;
}

/** The JSON in the `payload` field of an interaction; null when it is malformed. */
export function readInteraction(body: string): InteractionPayload | null {
  const payload = new URLSearchParams(body).get('payload');
  return payload === null ? null : (interaction.safeParse(readJson(payload)).data ?? null);
}

/** The JSON of an event; null when it is malformed. Types that the app does not subscribe to are `ignored`. */
export function readEvent(body: string): EventPayload | null {
  const json = readJson(body);
  const type = other.safeParse(json).data?.type;
  if (type === 'url_verification') return verification.safeParse(json).data ?? null;
  if (type !== 'event_callback') return type === undefined ? null : { type: 'ignored' };
  const outside = envelope.safeParse(json).data;
  if (!outside) return null;
  if (!known.includes(outside.event.type)) return { type: 'ignored' };
  const inside = event.safeParse(outside.event).data;
  return inside ? { ...outside, event: inside } : null;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
