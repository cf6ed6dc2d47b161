import type { SetupStatus } from '@/lib/core/target/setup-status';
import type { targetTypes } from '@/lib/core/target/target';
import { setupStatusNames } from '@/lib/core/text/target';
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

/** The values of the status filter, by their URL parameter. Without one, all targets that are not archived are listed. */
const stateStatuses = {
  'not-set-up': 'NotSetUp',
  verified: 'Verified',
  confirmed: 'Confirmed',
  incomplete: 'Incomplete',
  failing: 'Failing',
  outdated: 'Outdated',
} as const satisfies Record<string, SetupStatus>;

export const stateNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(stateStatuses).map(([state, status]) => [state, setupStatusNames[status]]),
  ),
  archived: 'Archived',
};

const labels: Record<Name, (value: string) => string> = {
  q: (value) => `Name or host: ${value}`,
  type: (value) => typeNames[value as keyof typeof typeNames],
  environment: (value) => `Environment: ${value}`,
  state: (value) => stateNames[value] ?? value,
};

/** Reads the filters from URL parameters. Addresses of version 0.1.0 say `retired`. */
export function readInventoryFilters(
  params: Record<string, string | string[] | undefined>,
): InventoryFilters {
  const current = params.state === 'retired' ? { ...params, state: 'archived' } : params;
  return readFilters(names, current, (name, value) => {
    if (name === 'type') return value in typeNames;
    return name !== 'state' || Object.hasOwn(stateNames, value);
  });
}

/** The input of `listTargets`; archived targets are listed only with the filter for them. */
export function inventoryFilterOf({ q, type, environment, state }: InventoryFilters) {
  return {
    ...(q && { query: q }),
    ...(type && { type }),
    ...(environment && { environment }),
    ...(isSetupState(state) && { setupStatus: stateStatuses[state] }),
    archived: state === 'archived',
  };
}

function isSetupState(state: string | undefined): state is keyof typeof stateStatuses {
  return state !== undefined && Object.hasOwn(stateStatuses, state);
}

/** The active filters, each with the address of the list without it. */
export function inventoryChips(filters: InventoryFilters, href: (filters: Record<string, string>) => string) {
  return chipsOf(labels, filters, href);
}
