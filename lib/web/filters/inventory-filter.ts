import type { targetTypes } from '@/lib/core/target/target';
import { chipsOf, readFilters } from './filters';

/** The filters of the inventory, by their URL parameters. */
const names = ['q', 'type', 'environment', 'state'] as const;
type Name = (typeof names)[number];
export type InventoryFilters = Partial<Record<Name, string>>;

/** The names of the target types in filters and forms. */
export const typeNames = {
  Bzero: 'Server',
  Db: 'Database',
  Cluster: 'Kubernetes cluster',
  Web: 'Web app',
  DynamicAccessConfig: 'Dynamic server',
} as const satisfies Record<(typeof targetTypes)[number], string>;

const labels: Record<Name, (value: string) => string> = {
  q: (value) => `Name or host: ${value}`,
  type: (value) => typeNames[value as keyof typeof typeNames],
  environment: (value) => `Environment: ${value}`,
  state: () => 'Archived',
};

/** Reads the filters from URL parameters. Addresses of version 0.1.0 say `retired`. */
export function readInventoryFilters(
  params: Record<string, string | string[] | undefined>,
): InventoryFilters {
  const current = params.state === 'retired' ? { ...params, state: 'archived' } : params;
  return readFilters(names, current, (name, value) => {
    if (name === 'type') return value in typeNames;
    return name !== 'state' || value === 'archived';
  });
}

/** The input of `listTargets`; archived targets are listed only with the filter for them. */
export function inventoryFilterOf({ q, type, environment, state }: InventoryFilters) {
  return {
    ...(q && { query: q }),
    ...(type && { type }),
    ...(environment && { environment }),
    archived: state === 'archived',
  };
}

/** The active filters, each with the address of the list without it. */
export function inventoryChips(filters: InventoryFilters, href: (filters: Record<string, string>) => string) {
  return chipsOf(labels, filters, href);
}
