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

describe('what only one thing is possible for is not asked', () => {
  test.each<[string, Offer[], AccessSpec, object]>([
    ['one user', [offer(['root'], ['Shell'])], spec(), { targetUser: 'root', verb: 'Shell' }],
    ['a shell among more', [offer(['root'], ['FileTransfer', 'Shell'])], spec(), { verb: 'Shell' }],
    ['another verb alone', [offer(['root'], ['Tunnel'])], spec(), { verb: 'Tunnel' }],
    ['a web app', [offer([], [])], spec(), { targetUser: null, verb: null }],
    [
      'a cluster',
      [offer(['admin'], [], ['system:masters'])],
      spec({ targetGroups: ['system:masters'] }),
      { targetGroups: ['system:masters'], verb: null },
    ],
    [
      'the user with the verb',
      [offer(['root'], ['Shell']), offer(['deploy'], ['FileTransfer'])],
      spec({ verb: 'FileTransfer' }),
      { targetUser: 'deploy' },
    ],
  ])('%s', (_, offers, wished, settled) => {
    expect(chooseOffer(offers, wished)).toMatchObject({ settled });
  });
});

test('what is not settled is asked, one thing at a time', () => {
  const offers = [offer(['root', 'deploy'], ['FileTransfer', 'Tunnel'])];
  expect(chooseOffer(offers, spec())).toEqual({ open: 'targetUser', choices: ['root', 'deploy'] });
  expect(chooseOffer(offers, spec({ targetUser: 'root' }))).toEqual({
    open: 'verb',
    choices: ['FileTransfer', 'Tunnel'],
  });
});

test.each<[Partial<AccessSpec>, string]>([
  [{ targetUser: 'postgres' }, 'You may not ask for this target as postgres. Allowed target users: root.'],
  [{ verb: 'Tunnel' }, 'You may not ask for this target for Tunnel. Allowed target protocols: Shell.'],
  [{ targetGroups: ['x'] }, 'You may not ask for this target in x. There are no target groups.'],
])('%o is refused with what is allowed', (more, message) => {
  expect(() => chooseOffer([offer(['root'], ['Shell'])], spec(more))).toThrow(message);
});
