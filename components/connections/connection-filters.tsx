import { type Chip, FilterField, Filters, filterControl } from '@/components/ui/filters';
import type { ConnectionFilters as Values } from '@/lib/web/filters/connection-filter';

type Props = {
  values: Values;
  chips: readonly Chip[];
  keep: Readonly<Record<string, string>>;
  clear: string;
};

const fields = [
  { name: 'person', label: 'Person', placeholder: 'Part of an email' },
  { name: 'target', label: 'Target', placeholder: 'Part of a name' },
] as const;

export function ConnectionFilters({ values, chips, keep, clear }: Props) {
  return (
    <Filters label="Filter sessions" action="/sessions" keep={keep} chips={chips} clear={clear}>
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
