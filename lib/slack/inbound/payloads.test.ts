import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { command, disturbed, events, formOf, interactions, withValue } from '@/test/slack-payloads';
import { events as subscribed } from '../install/manifest';
import { type Reading, readCommand, readEvent, readInteraction, teamOf } from './payloads';

const formBody = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const read = (payload: unknown) => readInteraction(formOf(payload));
const readSent = (payload: unknown) => readEvent(JSON.stringify(payload));
const person = { id: 'U0ENGINEER', team_id: 'T0ACME' };

describe('the examples of Slack’s documentation', () => {
  test('a slash command', () => {
    expect(readCommand(formBody(command))).toEqual({
      type: 'command',
      payload: {
        team_id: 'T0ACME',
        enterprise_id: 'E0ACME',
        user_id: 'U0ENGINEER',
        api_app_id: 'A0LOCALAPP',
        command: '/bz-list-targets',
        text: 'prod',
      },
      unread: [],
    });
  });

  test('block_actions of a message and of a view', () => {
    const { payload, unread } = read(interactions.messageAction);
    expect(payload).toMatchObject({
      ...{ type: 'block_actions', user: person, team: { id: 'T0ACME' }, api_app_id: 'A0LOCALAPP' },
      response_url: 'https://hooks.slack.com/actions/T0ACME/1234/5678',
      actions: [{ action_id: 'approve-request', value: 'f3f1a9c0-6a43-4e1d-8d39-2f0fb0f4a000' }],
    });
    expect(unread).toEqual([]);
    const inView = read(interactions.viewAction);
    expect(inView.payload).toMatchObject({
      view: { id: 'V0VIEW', hash: '1700000000.abcdef01', app_installed_team_id: 'T0ACME' },
      actions: [{ action_id: 'verb', block_id: 'verb' }],
    });
    expect(inView.unread).toEqual([]);
  });

  test('view_submission, whose empty fields are absent', () => {
    const { payload, unread } = read(interactions.submission);
    expect(payload).toMatchObject({
      type: 'view_submission',
      view: {
        callback_id: 'submit-request',
        state: {
          values: {
            reason: { reason: { value: 'a restart' } },
            'target-user': { 'target-user': { selected_option: { value: 'root' } } },
            'target-groups': { 'target-groups': { selected_options: [{ value: 'wheel' }] } },
            verb: { verb: {} },
          },
        },
      },
    });
    expect(unread).toEqual([]);
  });

  test('block_suggestion', () => {
    const { payload, unread } = read(interactions.suggestion);
    expect(payload).toMatchObject({ type: 'block_suggestion', action_id: 'target-user', value: 'ro' });
    expect(unread).toEqual([]);
  });

  test.each(['closing', 'globalShortcut', 'messageShortcut'] as const)('%s is ignored', (name) => {
    const { type } = interactions[name];
    expect(read(interactions[name])).toEqual({ type, payload: null, unread: [] });
  });

  test('a type that nobody knows is reported', () => {
    expect(read(interactions.unknown)).toEqual({
      type: 'interactive_message',
      payload: null,
      unread: ['type'],
    });
    expect(readSent(events.app_rate_limited)).toMatchObject({ type: 'app_rate_limited', unread: ['type'] });
  });

  test('each event that the app subscribes to', () => {
    for (const type of subscribed) {
      const { payload, unread } = readSent(events[type]);
      expect(payload).toMatchObject({ event_id: 'Ev0ACME', event: { type } });
      expect(unread).toEqual([]);
    }
    expect(readSent(events.user_change).payload).toMatchObject({
      event: {
        user: {
          ...{ id: 'U0ENGINEER', deleted: false, is_email_confirmed: true, tz: 'Europe/Zurich' },
          enterprise_user: { teams: ['T0ACME', 'T0ACMEWEST'] },
          profile: { email: 'engineer@acme.test' },
        },
      },
    });
    expect(readSent(events.team_join).payload).not.toBeNull();
  });

  test('url_verification', () => {
    expect(readSent(events.url_verification).payload).toMatchObject({ challenge: 'a-challenge' });
  });

  test('an event that the app does not subscribe to is ignored', () => {
    const message = { ...events.user_change, event: { type: 'message', user: 'U0ENGINEER' } };
    expect(readSent(message)).toEqual({ type: 'message', payload: null, unread: [] });
  });
});

type Example = [string, Record<string, unknown>, (payload: unknown) => Reading<unknown>];
const all: Example[] = [
  ['a command', command, (fields) => readCommand(formBody(fields as Record<string, string>))],
  ...Object.entries(interactions).map(([name, one]): Example => [name, one, read]),
  ...Object.entries(events).map(([name, one]): Example => [name, one, readSent]),
];

test.each(all)(
  '%s with nulls, unknown fields and strange values is read or reported',
  (_, example, reader) => {
    fc.assert(
      fc.property(disturbed(example), (payload) => {
        expect(reader(payload)).toMatchObject({ type: expect.any(String), unread: expect.any(Array) });
      }),
      { numRuns: 200 },
    );
  },
);

test.each(all)('%s with a null instead of a field reports at most what it needs', (_, example, reader) => {
  for (const key of Object.keys(example)) {
    const { payload, unread } = reader({ ...example, [key]: null });
    if (payload !== null) expect(unread).toEqual([]);
  }
});

test.each([
  ['tz', 'event.user.tz'],
  ['real_name', 'event.user.real_name'],
  ['profile', 'event.user.profile'],
  ['enterprise_user', 'event.user.enterprise_user'],
])('a user whose %s is null or strange is read without it', (field, path) => {
  const changed = (value: unknown) =>
    readSent(withValue(events.user_change, ['event', 'user', field], value));
  expect(changed(null)).toMatchObject({ payload: { event: { user: { id: 'U0ENGINEER' } } }, unread: [] });
  expect(changed(5)).toMatchObject({ payload: { event: { user: { id: 'U0ENGINEER' } } }, unread: [path] });
});

test('a change without a user is reported, and so is one of no workspace', () => {
  const nobody = readSent(withValue(events.user_change, ['event', 'user'], null));
  expect(nobody).toEqual({ type: 'user_change', payload: null, unread: ['event.user'] });
  const nowhere = readSent({ ...events.user_change, team_id: null, authorizations: null });
  expect(nowhere).toEqual({ type: 'user_change', payload: null, unread: ['team_id'] });
});

test('a flag that can’t be read bars the account, and makes no one an admin', () => {
  const strange = { deleted: 'no', is_bot: 0, is_stranger: {}, is_admin: 'yes', is_email_confirmed: 'yes' };
  const { payload } = readSent({
    ...events.user_change,
    event: { type: 'user_change', user: { id: 'U0ENGINEER', ...strange } },
  });
  expect(payload).toMatchObject({
    event: {
      user: { deleted: true, is_bot: true, is_stranger: true, is_admin: false, is_email_confirmed: false },
    },
  });
});

test('an event without a time ends nothing, because it may be about an earlier installation', () => {
  const { payload, unread } = readSent({ ...events.app_uninstalled, event_time: null });
  expect([payload, unread]).toEqual([null, ['event_time']]);
});

test('an event belongs to the workspace of the installation, not to the other side of a shared channel', () => {
  const shared = { ...events.app_home_opened, team_id: 'T0GLOBEX' };
  const { payload } = readSent(shared);
  expect(payload && 'event' in payload && teamOf(payload)).toBe('T0ACME');
  const grid = { ...events.app_home_opened, authorizations: [{ enterprise_id: 'E0ACME', team_id: null }] };
  const inGrid = readSent(grid).payload;
  expect(inGrid && 'event' in inGrid && teamOf(inGrid)).toBe('T0ACME');
});

test('what people typed is not in the path of a field', () => {
  const typed = withValue(interactions.submission, ['view', 'state', 'values'], {
    'row-1 1 my secret words': { a: 5 },
    reason: { reason: { value: 5 } },
  });
  expect(read(typed).unread).toEqual(['view.state.values.*.a', 'view.state.values.reason.reason.value']);
});

test.each(['', '{', 'null', '[]', '"x"', '{}', '%', 'a=b', 'payload', 'payload=%7B', 'payload=[]'])(
  'a body that is no payload is reported: %s',
  (body) => {
    expect(readCommand(body)).toMatchObject({ payload: null, unread: ['user_id'] });
    expect(readInteraction(body)).toMatchObject({ payload: null, unread: ['type'] });
    expect(readEvent(body)).toMatchObject({ payload: null, unread: ['type'] });
  },
);

test('a payload with too many strange fields is reported, not read for ever', () => {
  const actions = Array.from({ length: 100 }, () => 5);
  const { payload, unread } = read({ ...interactions.messageAction, actions });
  expect([payload, unread]).toEqual([null, ['actions.*']]);
});
