import { expect, test } from 'vitest';
import { readSort, sortLink, sortParam } from './sort-param';

const columns = ['name', 'host'] as const;

test('an order is read from the address and written to it', () => {
  expect(readSort(columns, 'host')).toEqual({ by: 'host', descending: false });
  expect(readSort(columns, ['-name', 'host'])).toEqual({ by: 'name', descending: true });
  for (const value of [undefined, '', '-', '--host', 'HOST', 'constructor', 'host,name'])
    expect(readSort(columns, value), value).toBeUndefined();
  expect(sortParam(readSort(columns, '-host'))).toEqual({ sort: '-host' });
  expect(sortParam(undefined)).toEqual({});
});

test('the header of the sorted column turns the order round, the others start ascending', () => {
  const href = ({ sort }: { sort: string }) => `?sort=${sort}`;
  const byHost = { by: 'host', descending: false } as const;
  expect(sortLink('host', byHost, href)).toEqual({ href: '?sort=-host', order: 'ascending' });
  expect(sortLink('host', { ...byHost, descending: true }, href)).toEqual({
    href: '?sort=host',
    order: 'descending',
  });
  expect(sortLink('name', byHost, href)).toEqual({ href: '?sort=name', order: null });
});
