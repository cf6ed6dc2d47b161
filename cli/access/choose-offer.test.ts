import { describe, expect, test } from 'vitest';
import type { AccessSpec } from '@/lib/core/access/access-spec';
import type { Verb } from '@/lib/core/target/target';
import type { Offer } from './access-request';
import { chooseOffer } from './choose-offer';

const offer = (targetUsers: string[], verbs: Verb[], targetGroups: string[] = []): Offer => ({
  targetUsers,
  targetGroups,
  verbs,
  automatic: false,
  duration: 60,
});
const spec = (more: Partial<AccessSpec> = {}): AccessSpec => ({
  targetUser: null,
  targetGroups: [],
  verb: null,
  ...more,
});

describe('a field with one possible value is filled in', () => {
  test.each<[string, Offer[], AccessSpec, object]>([
    ['one user', [offer(['root'], ['Shell'])], spec(), { targetUser: 'root', verb: 'Shell' }],
    ['Shell, among other actions', [offer(['root'], ['FileTransfer', 'Shell'])], spec(), { verb: 'Shell' }],
    ['the only action', [offer(['root'], ['Tunnel'])], spec(), { verb: 'Tunnel' }],
    ['a web app', [offer([], [])], spec(), { targetUser: null, verb: null }],
    [
      'a cluster',
      [offer(['admin'], [], ['system:masters'])],
      spec({ targetGroups: ['system:masters'] }),
      { targetGroups: ['system:masters'], verb: null },
    ],
    [
      'the only user with the action',
      [offer(['root'], ['Shell']), offer(['deploy'], ['FileTransfer'])],
      spec({ verb: 'FileTransfer' }),
      { targetUser: 'deploy' },
    ],
  ])('%s', (_, offers, input, expected) => {
    expect(chooseOffer(offers, input)).toMatchObject({ spec: expected });
  });
});

test('a field with several possible values stays open, one at a time', () => {
  const offers = [offer(['root', 'deploy'], ['FileTransfer', 'Tunnel'])];
  expect(chooseOffer(offers, spec())).toEqual({ missing: 'targetUser', choices: ['root', 'deploy'] });
  expect(chooseOffer(offers, spec({ targetUser: 'root' }))).toEqual({
    missing: 'verb',
    choices: ['FileTransfer', 'Tunnel'],
  });
});

test.each<[Partial<AccessSpec>, string]>([
  [
    { targetUser: 'postgres' },
    'You can\'t request access as "postgres" on this target. Allowed target users: root.',
  ],
  [{ verb: 'Tunnel' }, "You can't request the protocol Tunnel on this target. Allowed protocols: Shell."],
  [
    { targetGroups: ['x'] },
    "You can't request the target groups x on this target. There are no target groups.",
  ],
])('%o is refused with the allowed values', (more, message) => {
  expect(() => chooseOffer([offer(['root'], ['Shell'])], spec(more))).toThrow(message);
});
