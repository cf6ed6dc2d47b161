import { chipsOf, readFilters } from './filters';

/** The filters of people, by their URL parameters. */
const names = ['q', 'group', 'role', 'slack', 'state'] as const;
type Name = (typeof names)[number];
export type PeopleFilters = Partial<Record<Name, string>>;

/** The names of the statuses of a Slack account. */
export const slackNames = {
  linked: 'Linked',
  matched: 'Matched by email',
  barred: 'Unavailable',
  none: 'Not found',
} as const;

const labels: Record<Name, (value: string) => string> = {
  q: (value) => `Name or email: ${value}`,
  group: (value) => `Group: ${value}`,
  role: (value) => (value === 'admin' ? 'Admins' : 'Users'),
  slack: (value) => `Slack: ${slackNames[value as keyof typeof slackNames]}`,
  state: (value) => (value === 'disabled' ? 'Disabled' : 'Enabled'),
};

/** Reads the filters from URL parameters. */
export function readPeopleFilters(params: Record<string, string | string[] | undefined>): PeopleFilters {
  return readFilters(names, params, (name, value) => {
    if (name === 'role') return value === 'admin' || value === 'user';
    if (name === 'slack') return value in slackNames;
    return name !== 'state' || value === 'disabled' || value === 'enabled';
  });
}

/** The input of `listPeople`. */
export function peopleFilterOf({ q, group, role, slack, state }: PeopleFilters) {
  return {
    ...(q && { query: q }),
    ...(group && { groupId: group }),
    ...(role && { role: role === 'admin' ? 'Admin' : 'User' }),
    ...(slack && { slack }),
    ...(state && { disabled: state === 'disabled' }),
  };
}

/** The active filters, each with the address of the list without it. */
export function peopleChips(filters: PeopleFilters, href: (filters: Record<string, string>) => string) {
  return chipsOf(labels, filters, href);
}
