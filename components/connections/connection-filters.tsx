import { type Chip, FilterField, Filters, filterControl } from '@/components/ui/filters';
import type { ConnectionFilters as Values } from '@/lib/web/filters/connection-filter';

type Props = {
  values: Values;
  chips: readonly Chip[];
  keep: Readonly<Record<string, string>>;
  clear: string;
};

const fields = [
  { name: 'person', label: 'Who', placeholder: 'Part of an address' },
  { name: 'target', label: 'Target', placeholder: 'Part of a name' },
] as const;

/** What the connections are filtered by, in the address. */
export function ConnectionFilters({ values, chips, keep, clear }: Props) {
  return (
    <Filters label="Filter connections" action="/connections" keep={keep} chips={chips} clear={clear}>
      {fields.map(({ name, label, placeholder }) => (
        <FilterField key={name} id={`filter-${name}`} label={label}>
          <input
            id={`filter-${name}`}
            name={name}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            className={filterControl}
            defaultValue={values[name] ?? ''}
            placeholder={placeholder}
          />
        </FilterField>
      ))}
    </Filters>
  );
}
