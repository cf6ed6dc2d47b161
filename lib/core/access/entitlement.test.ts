import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Verb } from '@/lib/core/target/target';
import { type Entitlement, evaluateAccess } from './entitlement';

const now = new Date('2026-01-01T12:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

function entitlement(changes: Partial<Entitlement> = {}): Entitlement {
  return {
    kind: 'standing',
    policyId: 'p1',
    policyName: 'Servers',
    requestId: null,
    ends: null,
    targetUsers: ['root'],
    targetGroups: [],
    verbs: ['Shell'],
    ...changes,
  };
}

const asRoot = { targetUser: 'root', targetGroups: [], verb: 'Shell' as Verb };

describe('checkHeld', () => {
  test('nothing held gives nothing', () => {
    expect(evaluateAccess([], 'Bzero', asRoot, now)).toEqual({
      allowed: false,
      denialReason: 'nothing',
      allowedTargetUsers: [],
    });
  });

  test('R12 what has ended gives nothing, in the very moment of its end', () => {
    const grant = entitlement({ kind: 'grant', requestId: 'r1', ends: now });
    expect(evaluateAccess([grant], 'Bzero', asRoot, now).allowed).toBe(false);
    expect(evaluateAccess([{ ...grant, ends: later(1) }], 'Bzero', asRoot, now).allowed).toBe(true);
  });

  test('what lasts longest counts: standing access before any grant', () => {
    const grant = entitlement({ kind: 'grant', requestId: 'r1', policyId: 'p2', ends: later(60) });
    const longer = entitlement({ kind: 'grant', requestId: 'r2', policyId: 'p2', ends: later(90) });
    const first = evaluateAccess([grant, longer], 'Bzero', asRoot, now);
    expect(first.allowed && first.basis.requestId).toBe('r2');
    const second = evaluateAccess([grant, entitlement(), longer], 'Bzero', asRoot, now);
    expect(second.allowed && second.basis).toMatchObject({ kind: 'standing', ends: null });
  });

  test('another user, verb or group is told apart, and the users that are allowed are named', () => {
    const held = [entitlement(), entitlement({ targetUsers: ['deploy'], verbs: ['FileTransfer'] })];
    expect(evaluateAccess(held, 'Bzero', { ...asRoot, targetUser: 'admin' }, now)).toEqual({
      allowed: false,
      denialReason: 'target-user',
      allowedTargetUsers: ['deploy', 'root'],
    });
    expect(evaluateAccess(held, 'Bzero', { ...asRoot, verb: 'Tunnel' }, now)).toMatchObject({
      denialReason: 'verb',
    });
    const cluster = [entitlement({ targetUsers: ['viewer'], targetGroups: ['readers'], verbs: [] })];
    const spec = { targetUser: 'viewer', targetGroups: ['system:masters'], verb: null };
    expect(evaluateAccess(cluster, 'Cluster', spec, now)).toMatchObject({ denialReason: 'target-groups' });
    expect(evaluateAccess(cluster, 'Cluster', { ...spec, targetGroups: ['readers'] }, now).allowed).toBe(
      true,
    );
  });

  test('R1 user and verb of two entitlements do not add up to what neither covers', () => {
    const held = [entitlement({ verbs: ['Tunnel'] }), entitlement({ targetUsers: ['deploy'] })];
    expect(evaluateAccess(held, 'Bzero', asRoot, now).allowed).toBe(false);
  });

  test('an answer is yes exactly when one live holding lists all that was asked', () => {
    const users = fc.subarray(['root', 'deploy', 'admin']);
    const verbs = fc.subarray<Verb>(['Shell', 'Tunnel', 'FileTransfer']);
    const one = fc.record({ targetUsers: users, verbs, minutes: fc.option(fc.integer({ min: -5, max: 5 })) });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 5 }), (held) => {
        const entitlements = held.map(({ minutes, ...lists }) =>
          entitlement({ ...lists, ends: minutes === null ? null : later(minutes) }),
        );
        const expected = held.some(
          (each) =>
            each.targetUsers.includes('root') &&
            each.verbs.includes('Shell') &&
            (each.minutes === null || each.minutes > 0),
        );
        expect(evaluateAccess(entitlements, 'Bzero', asRoot, now).allowed).toBe(expected);
      }),
    );
  });
});
