import { type Chip, FilterField, Filters, filterControl } from '@/components/ui/filters';
import { ZoneField } from '@/components/ui/zone-field';
import { auditActionNames } from '@/lib/core/text/audit-action';
import type { AuditFilters as Values } from '@/lib/web/filters/audit-filter';

type Props = { values: Values; chips: readonly Chip[] };

const fields = [
  { name: 'person', label: 'Person', type: 'text', placeholder: 'Part of an email or API key' },
  { name: 'target', label: 'Target', type: 'text', placeholder: 'Part of a name' },
  { name: 'from', label: 'From', type: 'date' },
  { name: 'to', label: 'Until', type: 'date' },
] as const;

export function AuditFilters({ values, chips }: Props) {
  return (
    <Filters
      label="Filter the audit log"
      action="/audit"
      keep={values.request ? { request: values.request } : {}}
      chips={chips}
      clear="/audit"
    >
      {fields.map(({ name, label, ...more }) => (
        <FilterField key={name} id={`filter-${name}`} label={label}>
          <input
            id={`filter-${name}`}
            name={name}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            className={filterControl}
            defaultValue={values[name] ?? ''}
            {...more}
          />
        </FilterField>
      ))}
      <FilterField id="filter-action" label="Event">
        <select id="filter-action" name="action" className={filterControl} defaultValue={values.action ?? ''}>
          <option value="">Any</option>
          {Object.entries(auditActionNames).map(([action, name]) => (
            <option key={action} value={action}>
              {name}
            </option>
          ))}
        </select>
      </FilterField>
      <ZoneField />
    </Filters>
  );
}
