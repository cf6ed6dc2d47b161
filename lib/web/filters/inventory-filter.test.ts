import { expect, test } from 'vitest';
import { inventoryChips, inventoryFilterOf, readInventoryFilters } from './inventory-filter';

test.each(['archived', 'retired'])('an address with state=%s lists the archived targets', (state) => {
  expect(inventoryFilterOf(readInventoryFilters({ state, q: 'web' }))).toEqual({
    query: 'web',
    archived: true,
  });
});

test('an unknown state is ignored', () => {
  expect(inventoryFilterOf(readInventoryFilters({ state: 'lost' }))).toEqual({ archived: false });
});

test('an address with the status of a set-up lists the targets with it', () => {
  const filters = readInventoryFilters({ state: 'failing' });
  expect(inventoryFilterOf(filters)).toEqual({ setupStatus: 'Failing', archived: false });
  expect(inventoryChips(filters, () => '/')).toEqual([{ label: 'Failing', href: '/' }]);
});
