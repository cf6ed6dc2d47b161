import { expect, test } from 'vitest';
import { readRequestFilters, requestChips, requestFilterOf } from './request-filter';

test('invalid URL parameters are ignored', () => {
  const params = {
    person: '  ',
    how: 'magic',
    from: '2026-02-31x',
    to: 'tomorrow',
    page: '3',
    target: ['web', 'db'],
  };
  expect(readRequestFilters(params)).toEqual({ target: 'web' });
});

test('the last day of a range is included', () => {
  const filters = readRequestFilters({ from: '2026-11-22', to: '2026-11-22', how: 'admin' });
  expect(requestFilterOf(filters)).toEqual({
    automatic: false,
    from: new Date('2026-11-22T00:00:00Z'),
    before: new Date('2026-11-23T00:00:00Z'),
  });
});

test('each chip removes its own filter and keeps the others', () => {
  const chips = requestChips({ person: 'engineer', how: 'automatic' }, (rest) => Object.keys(rest).join());
  expect(chips).toEqual([
    { label: 'Requester: engineer', href: 'how' },
    { label: 'Approved automatically', href: 'person' },
  ]);
});

test('days are those of the reader who chose them, and a zone alone filters nothing', () => {
  const filters = readRequestFilters({ from: '2026-11-22', zone: 'Europe/Berlin' });
  expect(requestFilterOf(filters)).toEqual({ from: new Date('2026-11-21T23:00:00Z') });
  expect(requestChips(filters, (rest) => Object.keys(rest).join())).toEqual([
    { label: 'From 2026-11-22', href: 'zone' },
  ]);
  expect(readRequestFilters({ zone: 'Europe/Berlin' })).toEqual({});
  expect(readRequestFilters({ from: '2026-11-22', zone: 'Moon/Base' })).toEqual({ from: '2026-11-22' });
});
