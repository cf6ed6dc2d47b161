import { type Chip, FilterField, Filters, filterControl } from '@/components/ui/filters';
import { stateNames, typeNames, type InventoryFilters as Values } from '@/lib/web/filters/inventory-filter';

type Props = { values: Values; chips: readonly Chip[]; environments: readonly { name: string }[] };

export function InventoryFilters({ values, chips, environments }: Props) {
  return (
    <Filters
      label="Filter targets"
      action="/inventory/targets"
      keep={values.q ? { q: values.q } : {}}
      chips={chips}
      clear="/inventory/targets"
    >
      <FilterField id="filter-type" label="Type">
        <select id="filter-type" name="type" className={filterControl} defaultValue={values.type ?? ''}>
          <option value="">Any</option>
          {Object.entries(typeNames).map(([type, name]) => (
            <option key={type} value={type}>
              {name}
            </option>
          ))}
        </select>
      </FilterField>
      <FilterField id="filter-environment" label="Environment">
        <select
          id="filter-environment"
          name="environment"
          className={filterControl}
          defaultValue={values.environment ?? ''}
        >
          <option value="">Any</option>
          {environments.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </FilterField>
      <FilterField id="filter-state" label="Status">
        <select id="filter-state" name="state" className={filterControl} defaultValue={values.state ?? ''}>
          <option value="">Any, not archived</option>
          {Object.entries(stateNames).map(([state, name]) => (
            <option key={state} value={state}>
              {name}
            </option>
          ))}
        </select>
      </FilterField>
    </Filters>
  );
}
