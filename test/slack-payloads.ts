import fc from 'fast-check';

// Payloads with the fields of the examples in Slack's documentation, whose address is above each. The values are ours.

type Json = Record<string, unknown>;

const team = { id: 'T0ACME', domain: 'acme' };
const user = { id: 'U0ENGINEER', username: 'engineer', name: 'engineer', team_id: 'T0ACME' };
const app = { api_app_id: 'A0LOCALAPP', token: 'verification-token' };
const outsideGrid = { enterprise: null, is_enterprise_install: false };
const triggerId = '1337.4242.abcdef0123456789abcdef0123456789';

/** https://docs.slack.dev/interactivity/implementing-slash-commands */
export const command: Record<string, string> = {
  token: 'verification-token',
  team_id: 'T0ACME',
  team_domain: 'acme',
  enterprise_id: 'E0ACME',
  enterprise_name: 'Acme Corporation',
  channel_id: 'C0GENERAL',
  channel_name: 'general',
  user_id: 'U0ENGINEER',
  user_name: 'engineer',
  command: '/bz-list-targets',
  text: 'prod',
  response_url: 'https://hooks.slack.com/commands/1234/5678',
  trigger_id: triggerId,
  api_app_id: 'A0LOCALAPP',
  is_enterprise_install: 'false',
};

const view = {
  id: 'V0VIEW',
  team_id: 'T0ACME',
  type: 'modal',
  blocks: [{ type: 'input', block_id: 'reason', element: { type: 'plain_text_input', action_id: 'reason' } }],
  private_metadata: '{"targetId":"0d4a1f0c-3f0e-4f3c-9a55-3a1d7a1b0c00"}',
  callback_id: 'submit-request',
  state: {
    values: {
      reason: { reason: { type: 'plain_text_input', value: 'a restart' } },
      'target-user': {
        'target-user': {
          type: 'external_select',
          selected_option: { text: { type: 'plain_text', text: 'root', emoji: true }, value: 'root' },
        },
      },
      'target-groups': {
        'target-groups': {
          type: 'multi_static_select',
          selected_options: [{ text: { type: 'plain_text', text: 'wheel', emoji: true }, value: 'wheel' }],
        },
      },
      verb: { verb: { type: 'static_select', selected_option: null } },
    },
  },
  hash: '1700000000.abcdef01',
  title: { type: 'plain_text', text: 'Request access', emoji: true },
  clear_on_close: false,
  notify_on_close: false,
  close: null,
  submit: { type: 'plain_text', text: 'Request', emoji: true },
  previous_view_id: null,
  root_view_id: 'V0VIEW',
  app_id: 'A0LOCALAPP',
  external_id: '',
  app_installed_team_id: 'T0ACME',
  bot_id: 'B0LOCAL',
};

export const interactions = {
  /** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload: a button of a message */
  messageAction: {
    type: 'block_actions',
    user,
    ...app,
    container: {
      type: 'message',
      message_ts: '1700000000.000100',
      channel_id: 'D0DIRECT',
      is_ephemeral: false,
    },
    trigger_id: triggerId,
    team,
    ...outsideGrid,
    channel: { id: 'D0DIRECT', name: 'directmessage' },
    message: { bot_id: 'B0LOCAL', type: 'message', text: 'a card', user: 'U0LOCAL', ts: '1700000000.000100' },
    state: { values: {} },
    response_url: 'https://hooks.slack.com/actions/T0ACME/1234/5678',
    actions: [
      {
        action_id: 'approve-request',
        block_id: 'decision',
        text: { type: 'plain_text', text: 'Approve', emoji: true },
        value: 'f3f1a9c0-6a43-4e1d-8d39-2f0fb0f4a000',
        style: 'primary',
        type: 'button',
        action_ts: '1700000001.000200',
      },
    ],
  },
  /** The same page: a select of a modal, whose selection was removed. */
  viewAction: {
    type: 'block_actions',
    team,
    user,
    ...app,
    ...outsideGrid,
    container: { type: 'view', view_id: 'V0VIEW' },
    trigger_id: triggerId,
    view,
    actions: [
      {
        type: 'static_select',
        block_id: 'verb',
        action_id: 'verb',
        selected_option: null,
        action_ts: '1700000001.000200',
      },
    ],
  },
  /** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
  submission: {
    type: 'view_submission',
    team,
    user,
    ...app,
    ...outsideGrid,
    trigger_id: triggerId,
    view,
    response_urls: [],
  },
  closing: { type: 'view_closed', team, user, ...app, ...outsideGrid, view, is_cleared: false },
  /** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select */
  suggestion: {
    type: 'block_suggestion',
    user,
    container: { type: 'view', view_id: 'V0VIEW' },
    ...app,
    action_id: 'target-user',
    block_id: 'target-user',
    value: 'ro',
    team,
    ...outsideGrid,
    view,
  },
  /** https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
  globalShortcut: {
    type: 'shortcut',
    token: 'verification-token',
    action_ts: '1700000000.000100',
    team,
    user,
    ...outsideGrid,
    callback_id: 'shortcut',
    trigger_id: triggerId,
  },
  messageShortcut: {
    type: 'message_action',
    ...app,
    callback_id: 'shortcut',
    trigger_id: triggerId,
    response_url: 'https://hooks.slack.com/app/T0ACME/1234/5678',
    team,
    channel: { id: 'C0GENERAL', name: 'general' },
    user: { id: 'U0ENGINEER', name: 'engineer' },
    message_ts: '1700000000.000100',
    message: { type: 'message', user: 'U0ADMIN', ts: '1700000000.000100', text: 'a text' },
  },
  /** https://docs.slack.dev/legacy/legacy-messaging/legacy-message-buttons: nothing here sends such a message */
  unknown: {
    type: 'interactive_message',
    actions: [{ name: 'choice', type: 'button', value: 'a' }],
    callback_id: 'legacy',
    team,
    channel: { id: 'C0GENERAL', name: 'general' },
    user: { id: 'U0ENGINEER', name: 'engineer' },
    action_ts: '1700000000.000100',
    message_ts: '1700000000.000000',
    attachment_id: '1',
    token: 'verification-token',
    is_app_unfurl: false,
    response_url: 'https://hooks.slack.com/actions/T0ACME/1234/5678',
    trigger_id: triggerId,
  },
} as const satisfies Record<string, Json>;

/** https://docs.slack.dev/apis/events-api: the envelope of an event. */
function envelope(event: Json): Json {
  return {
    token: 'verification-token',
    team_id: 'T0ACME',
    context_team_id: 'T0ACME',
    context_enterprise_id: null,
    api_app_id: 'A0LOCALAPP',
    event,
    type: 'event_callback',
    event_id: 'Ev0ACME',
    event_time: 1_700_000_000,
    authorizations: [
      {
        enterprise_id: null,
        team_id: 'T0ACME',
        user_id: 'U0LOCAL',
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: '4-event-context',
  };
}

/** https://docs.slack.dev/reference/objects/user-object */
const changedUser = {
  id: 'U0ENGINEER',
  team_id: 'T0ACME',
  name: 'engineer',
  deleted: false,
  color: '9f69e7',
  real_name: 'Engineer',
  tz: 'Europe/Zurich',
  tz_label: 'Central European Time',
  tz_offset: 3600,
  profile: {
    title: '',
    phone: '',
    real_name: 'Engineer',
    real_name_normalized: 'Engineer',
    display_name: 'engineer',
    display_name_normalized: 'engineer',
    fields: null,
    status_text: '',
    status_emoji: '',
    status_expiration: 0,
    avatar_hash: 'abcdef012345',
    email: 'engineer@acme.test',
    team: 'T0ACME',
  },
  is_admin: false,
  is_owner: false,
  is_primary_owner: false,
  is_restricted: false,
  is_ultra_restricted: false,
  is_bot: false,
  is_app_user: false,
  updated: 1_700_000_000,
  is_email_confirmed: true,
  enterprise_user: {
    id: 'U0ENGINEER',
    enterprise_id: 'E0ACME',
    enterprise_name: 'Acme Corporation',
    is_admin: false,
    is_owner: false,
    teams: ['T0ACME', 'T0ACMEWEST'],
  },
  who_can_share_contact_card: 'EVERYONE',
};

export const events = {
  /** https://docs.slack.dev/reference/events/app_home_opened */
  app_home_opened: envelope({
    type: 'app_home_opened',
    user: 'U0ENGINEER',
    channel: 'D0DIRECT',
    event_ts: '1700000000.000100',
    tab: 'home',
    view: {
      id: 'V0HOME',
      team_id: 'T0ACME',
      type: 'home',
      blocks: [],
      private_metadata: '',
      callback_id: '',
    },
  }),
  /** https://docs.slack.dev/reference/events/app_uninstalled */
  app_uninstalled: envelope({ type: 'app_uninstalled', event_ts: '1700000000.000100' }),
  /** https://docs.slack.dev/reference/events/tokens_revoked */
  tokens_revoked: envelope({
    type: 'tokens_revoked',
    tokens: { oauth: ['U0ENGINEER'], bot: ['U0LOCAL'] },
    event_ts: '1700000000.000100',
  }),
  /** https://docs.slack.dev/reference/events/user_change */
  user_change: envelope({
    type: 'user_change',
    user: changedUser,
    cache_ts: 1_700_000_000,
    event_ts: '1700000000.000100',
  }),
  /** https://docs.slack.dev/reference/events/team_join */
  team_join: envelope({
    type: 'team_join',
    user: changedUser,
    cache_ts: 1_700_000_000,
    event_ts: '1700000000.000100',
  }),
  /** https://docs.slack.dev/reference/events/url_verification */
  url_verification: { token: 'verification-token', challenge: 'a-challenge', type: 'url_verification' },
  /** https://docs.slack.dev/reference/events/app_rate_limited */
  app_rate_limited: {
    token: 'verification-token',
    type: 'app_rate_limited',
    team_id: 'T0ACME',
    minute_rate_limited: 1_700_000_000,
    api_app_id: 'A0LOCALAPP',
  },
} as const satisfies Record<string, Json>;

/** The body of an interaction. */
export function formOf(payload: unknown): string {
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

type Path = (string | number)[];

/** The paths of everything inside a value. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys: Path = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => [
    [...path, key],
    ...pathsIn((value as Record<string | number, unknown>)[key], [...path, key]),
  ]);
}

/** A copy of a payload with another value at a path. */
export function withValue(payload: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof payload !== 'object' || payload === null) return payload;
  const copy = Array.isArray(payload) ? [...payload] : { ...payload };
  const inside = (copy as Record<string | number, unknown>)[key];
  return Object.assign(copy, { [key]: withValue(inside, rest, value) });
}

/** The payload with some of its values replaced by null or by anything else, and with fields that nobody knows. */
export function disturbed(payload: Json): fc.Arbitrary<unknown> {
  const change = fc.record({
    path: fc.constantFrom(...pathsIn(payload)),
    value: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.jsonValue()),
  });
  return fc
    .tuple(fc.array(change, { maxLength: 5 }), fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }))
    .map(([changes, more]) => ({
      ...more,
      ...(changes.reduce<unknown>((at, { path, value }) => withValue(at, path, value), payload) as Json),
    }));
}
