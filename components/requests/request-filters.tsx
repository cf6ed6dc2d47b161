import { type Chip, FilterField, Filters, filterControl } from '@/components/ui/filters';
import { ZoneField } from '@/components/ui/zone-field';
import type { RequestFilters as Values } from '@/lib/web/filters/request-filter';

type Props = {
  values: Values;
  chips: readonly Chip[];
  clear: string;
  keep: Readonly<Record<string, string>>;
  /** suggestions for the fields */
  names: { environments: readonly string[]; policies: readonly string[] };
};

const texts = [
  { name: 'person', label: 'Requester', placeholder: 'Part of a name or email' },
  { name: 'target', label: 'Target', placeholder: 'Part of a name' },
  { name: 'environment', label: 'Environment', list: 'environments' },
  { name: 'policy', label: 'Policy', list: 'policies' },
] as const;

/** The filters of the list of requests. */
export function RequestFilters({ values, chips, clear, keep, names }: Props) {
  return (
    <Filters label="Filter requests" action="/requests" keep={keep} chips={chips} clear={clear}>
      {texts.map(({ name, label, ...more }) => (
        <FilterField key={name} id={`filter-${name}`} label={label}>
          <input
            id={`filter-${name}`}
            name={name}
            type="text"
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            className={filterControl}
            defaultValue={values[name] ?? ''}
            placeholder={'placeholder' in more ? more.placeholder : undefined}
            list={'list' in more ? `filter-${more.list}` : undefined}
          />
          {'list' in more && (
            <datalist id={`filter-${more.list}`}>
              {names[more.list].map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          )}
        </FilterField>
      ))}
      <FilterField id="filter-how" label="Approval">
        <select id="filter-how" name="how" className={filterControl} defaultValue={values.how ?? ''}>
          <option value="">Any</option>
          <option value="automatic">Automatic</option>
          <option value="admin">By an admin</option>
        </select>
      </FilterField>
      <FilterField id="filter-from" label="Requested from">
        <input
          id="filter-from"
          name="from"
          type="date"
          className={filterControl}
          defaultValue={values.from ?? ''}
        />
      </FilterField>
      <FilterField id="filter-to" label="Until">
        <input
          id="filter-to"
          name="to"
          type="date"
          className={filterControl}
          defaultValue={values.to ?? ''}
        />
      </FilterField>
      <ZoneField />
    </Filters>
  );
}
