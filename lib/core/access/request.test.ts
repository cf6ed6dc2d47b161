import { describe, expect, test } from 'vitest';
import { type GrantState, grantEnd, grantStateAt, grantStates, mayMoveGrant } from './grant';
import { mayMoveRequest, type RequestView, requestStates, statusAt } from './request';

const now = new Date('2026-03-01T12:00:00Z');
const past = new Date(now.getTime() - 1);
const future = new Date(now.getTime() + 1);

describe('a request goes from Pending to each end, and from an end nowhere', () => {
  const pairs = requestStates.flatMap((from) => requestStates.map((to) => ({ from, to })));
  test.each(pairs)('$from → $to', ({ from, to }) => {
    expect(mayMoveRequest(from, to)).toBe(from === 'Pending' && to !== 'Pending');
  });
});

describe('a grant goes from Active to each end, and from an end nowhere', () => {
  const pairs = grantStates.flatMap((from) => grantStates.map((to) => ({ from, to })));
  test.each(pairs)('$from → $to', ({ from, to }) => {
    expect(mayMoveGrant(from, to)).toBe(from === 'Active' && to !== 'Active');
  });
});

describe('R12: the clock decides where a request stands, whatever its row says', () => {
  const grant = (state: GrantState, expiresAt: Date) => ({
    state,
    startsAt: past,
    expiresAt,
    endedAt: null,
    endedBy: null,
    endReason: null,
  });
  const rows: [string, Pick<RequestView, 'state' | 'grant' | 'lapsesAt'>, string][] = [
    ['pending', { state: 'Pending', grant: null, lapsesAt: future }, 'Pending'],
    ['pending without an end', { state: 'Pending', grant: null, lapsesAt: null }, 'Pending'],
    ['pending past its time', { state: 'Pending', grant: null, lapsesAt: past }, 'Lapsed'],
    ['pending at its time', { state: 'Pending', grant: null, lapsesAt: now }, 'Lapsed'],
    ['denied past its time', { state: 'Denied', grant: null, lapsesAt: past }, 'Denied'],
    ['live', { state: 'Approved', grant: grant('Active', future), lapsesAt: past }, 'Active'],
    [
      'expired, but not yet told',
      { state: 'Approved', grant: grant('Active', past), lapsesAt: null },
      'Expired',
    ],
    ['expires at this moment', { state: 'Approved', grant: grant('Active', now), lapsesAt: null }, 'Expired'],
    ['revoked', { state: 'Approved', grant: grant('Revoked', past), lapsesAt: null }, 'Revoked'],
  ];
  test.each(rows)('%s', (_, request, status) => expect(statusAt(request, now)).toBe(status));

  test('an ended grant stays as it ended', () => {
    for (const state of grantStates.filter((one) => one !== 'Active'))
      expect(grantStateAt({ state, expiresAt: future }, now)).toBe(state);
  });

  test('an approved request without a grant is a fault of ours', () => {
    expect(() => statusAt({ state: 'Approved', grant: null, lapsesAt: null }, now)).toThrow('has a grant');
  });
});

describe('R9: a grant ends its duration after the decision', () => {
  test.each([1, 60, 1440])('%i minutes later', (minutes) => {
    expect(grantEnd(now, minutes, []).getTime() - now.getTime()).toBe(minutes * 60_000);
  });

  test('and never after the policies that give it (R11)', () => {
    expect(grantEnd(now, 60, [null, future])).toEqual(future);
    expect(grantEnd(now, 60, [new Date(now.getTime() + 3_600_001), null])).toEqual(
      new Date(now.getTime() + 3_600_000),
    );
  });

  test('in elapsed time, also over the night when clocks change', () => {
    const beforeChange = new Date('2026-03-29T00:30:00Z');
    expect(grantEnd(beforeChange, 120, []).toISOString()).toBe('2026-03-29T02:30:00.000Z');
  });
});
