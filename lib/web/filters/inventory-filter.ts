import type { targetTypes } from '@/lib/core/target/target';
import { chipsOf, readFilters } from './filters';

/** The filters of the inventory, as they stand in an address. */
const names = ['q', 'type', 'environment', 'state'] as const;
type Name = (typeof names)[number];
export type InventoryFilters = Partial<Record<Name, string>>;

/** What each type of target is called where it is chosen. */
export const typeNames = {
  Bzero: 'Server',
  Db: 'Database',
  Cluster: 'Kubernetes cluster',
  Web: 'Web app',
  DynamicAccessConfig: 'Dynamic server',
} as const satisfies Record<(typeof targetTypes)[number], string>;

const words: Record<Name, (value: string) => string> = {
  q: (value) => `Name or host: ${value}`,
  type: (value) => typeNames[value as keyof typeof typeNames],
  environment: (value) => `Environment: ${value}`,
  state: () => 'Retired',
};

/** The filters that an address names. */
export function readInventoryFilters(
  params: Record<string, string | string[] | undefined>,
): InventoryFilters {
  return readFilters(names, params, (name, value) => {
    if (name === 'type') return value in typeNames;
    return name !== 'state' || value === 'retired';
  });
}

/** The same for the verb that lists targets; retired ones are only shown when they are asked for. */
export function inventoryFilterOf({ q, type, environment, state }: InventoryFilters) {
  return {
    ...(q && { query: q }),
    ...(type && { type }),
    ...(environment && { environment }),
    archived: state === 'retired',
  };
}

/** The filters that are on, in words, each with the address of the list without it. */
export function inventoryChips(filters: InventoryFilters, href: (filters: Record<string, string>) => string) {
  return chipsOf(words, filters, href);
}
