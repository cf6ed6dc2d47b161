import { describe, expect, test } from 'vitest';
import { type SlackApiUser, toSlackUserFacts } from './slack-accounts';

const workspace = { organizationId: 'o', teamId: 'T1' };
const member: SlackApiUser = {
  id: 'U1',
  team_id: 'T1',
  name: 'engineer',
  tz: 'Europe/Zurich',
  is_email_confirmed: true,
  profile: { real_name: 'Engineer', email: ' Engineer@Acme.test' },
};

test('a member’s email is stored in lowercase', () => {
  expect(toSlackUserFacts(workspace, member)).toEqual({
    ...workspace,
    slackUserId: 'U1',
    email: 'engineer@acme.test',
    name: 'Engineer',
    barred: null,
    isTeamAdmin: false,
    timeZone: 'Europe/Zurich',
  });
});

describe('R16 accounts that cannot be used', () => {
  const cases: [string, Partial<SlackApiUser>, string][] = [
    ['a deactivated user', { deleted: true }, 'deactivated'],
    ['a bot', { is_bot: true }, 'bot'],
    ['Slackbot', { id: 'USLACKBOT' }, 'bot'],
    ['a multi-channel guest', { is_restricted: true }, 'guest'],
    ['a single-channel guest', { is_ultra_restricted: true }, 'guest'],
    ['a user of another workspace', { team_id: 'T2' }, 'stranger'],
    ['a user of a shared channel', { is_stranger: true }, 'stranger'],
    ['an unconfirmed email', { is_email_confirmed: false }, 'unconfirmed'],
  ];
  test.each(cases)('%s', (_case, changes, barred) => {
    expect(toSlackUserFacts(workspace, { ...member, ...changes }).barred).toBe(barred);
  });
});

test('a user of an enterprise belongs to each of their workspaces', () => {
  const user = { ...member, team_id: 'T2', enterprise_user: { teams: ['T2', 'T1'] } };
  expect(toSlackUserFacts(workspace, user).barred).toBeNull();
});

test.each(['is_admin', 'is_owner', 'is_primary_owner'] as const)(
  '%s marks an admin of the workspace',
  (flag) => {
    expect(toSlackUserFacts(workspace, { ...member, [flag]: true }).isTeamAdmin).toBe(true);
  },
);

test('a user without a profile has a name but no email', () => {
  expect(toSlackUserFacts(workspace, { id: 'U1', team_id: 'T1' })).toMatchObject({
    email: null,
    name: 'unknown',
  });
});
