import fc from 'fast-check';
import { expect, test } from 'vitest';
import { approvedRequest, minutesFrom, pendingRequest, sampleNow } from '@/test/sample-request';
import { requestAxis } from './request-axis';

const kindsOf = (request: ReturnType<typeof pendingRequest>, now = sampleNow) =>
  requestAxis(request, [], now).points.map(({ kind, place }) => `${kind} ${Math.round(place)}`);

test('a pending request ends where it times out, and now is on the way', () => {
  const request = pendingRequest({ createdAt: minutesFrom(-15), lapsesAt: minutesFrom(45) });
  const axis = requestAxis(request, [], sampleNow);
  expect(kindsOf(request)).toEqual(['requested 0', 'times-out 100']);
  expect(axis).toMatchObject({ waiting: { start: 0, end: 25 }, access: null, now: 25 });
});

test('active access has its end to come, and its sessions until now', () => {
  const request = approvedRequest();
  const { grant, createdAt } = request;
  if (!grant) throw new Error('it has a grant');
  const open = { id: 's', openedAt: sampleNow, closedAt: null };
  const later = new Date(sampleNow.getTime() + 60_000);
  const axis = requestAxis(request, [open], later);
  expect(axis.points.map(({ kind }) => kind)).toEqual(['requested', 'decided', 'ends']);
  expect(axis.points[0]?.at).toEqual(createdAt);
  expect(axis.access?.end).toBe(100);
  expect(axis.sessions[0]?.end).toBe(axis.now);
});

test.each([
  ['Denied', { decidedAt: minutesFrom(-1) }, 'decided'],
  ['Cancelled', { decidedAt: minutesFrom(-1) }, 'cancelled'],
  ['Lapsed', { lapsesAt: minutesFrom(-1) }, 'times-out'],
] as const)('a request that is %s ends there, and has no now', (state, changes, kind) => {
  const axis = requestAxis(pendingRequest({ state, ...changes }), [], sampleNow);
  expect(axis.points.at(-1)).toMatchObject({ kind, place: 100 });
  expect(axis.now).toBeNull();
});

test('everything is on the axis and in order, whatever the times', () => {
  const minutes = fc.integer({ min: -5000, max: 5000 });
  fc.assert(
    fc.property(minutes, minutes, minutes, minutes, (created, decided, opened, closed) => {
      const request = pendingRequest({
        createdAt: minutesFrom(created),
        decidedAt: minutesFrom(decided),
        state: 'Denied',
      });
      const session = { id: 's', openedAt: minutesFrom(opened), closedAt: minutesFrom(closed) };
      const axis = requestAxis(request, [session], sampleNow);
      const places = [
        ...axis.points.map(({ place }) => place),
        ...[axis.waiting, ...axis.sessions].flatMap(({ start, end }) => [start, end]),
      ];
      expect(places.every((place) => place >= 0 && place <= 100)).toBe(true);
    }),
  );
});
