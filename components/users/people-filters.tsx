import { type Chip, FilterField, Filters, filterControl } from '@/components/ui/filters';
import { slackNames, type PeopleFilters as Values } from '@/lib/web/filters/people-filter';

export function PeopleFilters({ values, chips }: { values: Values; chips: readonly Chip[] }) {
  const keep = { ...(values.q && { q: values.q }), ...(values.group && { group: values.group }) };
  return (
    <Filters label="Filter people" action="/users" keep={keep} chips={chips} clear="/users">
      <Choice name="role" label="Role" value={values.role} options={{ admin: 'Admins', user: 'Users' }} />
      <Choice name="slack" label="Slack" value={values.slack} options={slackNames} />
      <Choice
        name="state"
        label="Status"
        value={values.state}
        options={{ enabled: 'Enabled', disabled: 'Disabled' }}
      />
    </Filters>
  );
}

type ChoiceProps = {
  name: string;
  label: string;
  value: string | undefined;
  options: Readonly<Record<string, string>>;
};

function Choice({ name, label, value, options }: ChoiceProps) {
  return (
    <FilterField id={`filter-${name}`} label={label}>
      <select id={`filter-${name}`} name={name} className={filterControl} defaultValue={value ?? ''}>
        <option value="">Any</option>
        {Object.entries(options).map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </FilterField>
  );
}
