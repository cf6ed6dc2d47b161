import { expect, test } from 'vitest';
import { inventoryFilterOf, readInventoryFilters } from './inventory-filter';

test.each(['archived', 'retired'])('an address with state=%s lists the archived targets', (state) => {
  expect(inventoryFilterOf(readInventoryFilters({ state, q: 'web' }))).toEqual({
    query: 'web',
    archived: true,
  });
});

test('an unknown state is ignored', () => {
  expect(inventoryFilterOf(readInventoryFilters({ state: 'lost' }))).toEqual({ archived: false });
});
