import { expect, test } from 'vitest';
import { readCommand, readEvent, readInteraction } from './payloads';

const interaction = (payload: unknown) =>
  new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
const common = { team: { id: 'T1' }, user: { id: 'U1', team_id: 'T1' }, api_app_id: 'A1' };

test('of a command we read who typed what', () => {
  expect(
    readCommand('team_id=T1&user_id=W1&api_app_id=A1&command=%2Fbz-list-targets&text=a+%26b&trigger_id=x'),
  ).toEqual({ team_id: 'T1', user_id: 'W1', api_app_id: 'A1', command: '/bz-list-targets', text: 'a &b' });
});

test.each(['', 'x', 'team_id=T1', 'team_id=&user_id=U1&command=x', '{}', '%'])(
  'a malformed command is none: %s',
  (body) => {
    expect(readCommand(body)).toBeNull();
  },
);

test('a click is read, with and without a message or a view', () => {
  const actions = [{ action_id: 'approve-request', block_id: 'b', type: 'button', value: 'r' }];
  expect(readInteraction(interaction({ type: 'block_actions', ...common, actions }))).toMatchObject({
    user: { id: 'U1' },
    actions: [{ action_id: 'approve-request', value: 'r' }],
  });
  const orgWide = { type: 'block_actions', ...common, team: null, view: null, actions };
  expect(readInteraction(interaction(orgWide))).toMatchObject({ team: null });
});

test('empty fields of a form are read as empty', () => {
  const values = {
    reason: { reason: { type: 'plain_text_input', value: null } },
    verb: { verb: { type: 'static_select', selected_option: null } },
  };
  const view = { id: 'V1', type: 'modal', callback_id: 'c', private_metadata: '{}', state: { values } };
  expect(readInteraction(interaction({ type: 'view_submission', ...common, view }))).toMatchObject({
    view: { state: { values: { reason: { reason: { value: null } } } } },
  });
});

test.each([
  '',
  'payload',
  'payload=',
  'payload=null',
  'payload=%7B',
  'payload=[]',
  interaction({ type: 'block_actions', ...common, actions: [] }),
  interaction({ type: 'block_actions', ...common, user: 'U1', actions: [{ action_id: 'a' }] }),
  interaction({ type: 'view_submission', ...common }),
  interaction({ type: 'who knows' }),
])('a malformed interaction is none: %s', (body) => {
  expect(readInteraction(body)).toBeNull();
});

const envelope = {
  type: 'event_callback',
  team_id: 'T1',
  api_app_id: 'A1',
  event_id: 'Ev1',
  event_time: 1,
};

test('known events are read, others are ignored', () => {
  expect(readEvent(JSON.stringify({ type: 'url_verification', token: 't', challenge: 'c' }))).toEqual({
    type: 'url_verification',
    challenge: 'c',
  });
  const opened = { type: 'app_home_opened', user: 'U1', tab: 'home', channel: 'D1' };
  expect(readEvent(JSON.stringify({ ...envelope, event: opened }))).toMatchObject({ event: { user: 'U1' } });
  const user = { id: 'U1', deleted: true, profile: { email: 'e@x.test', fields: {} }, more: 1 };
  expect(readEvent(JSON.stringify({ ...envelope, event: { type: 'user_change', user } }))).toMatchObject({
    event: { user: { id: 'U1', deleted: true } },
  });
  const message = { ...envelope, event: { type: 'message' } };
  expect(readEvent(JSON.stringify(message))).toEqual({ type: 'ignored' });
  expect(readEvent('{"type":"app_rate_limited"}')).toEqual({ type: 'ignored' });
});

test.each([
  '',
  '{',
  'null',
  '[]',
  '"x"',
  '{}',
  '{"type":"url_verification"}',
  '{"type":"event_callback"}',
  JSON.stringify({ ...envelope, event: { type: 'tokens_revoked' } }),
])('a malformed event is none: %s', (body) => {
  expect(readEvent(body)).toBeNull();
});
