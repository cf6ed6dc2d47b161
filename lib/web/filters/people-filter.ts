import { chipsOf, readFilters } from './filters';

/** The filters of people, as they stand in an address. */
const names = ['q', 'group', 'role', 'slack', 'state'] as const;
type Name = (typeof names)[number];
export type PeopleFilters = Partial<Record<Name, string>>;

export const slackNames = {
  linked: 'Linked',
  matched: 'Matched by e-mail',
  barred: 'Can’t be used',
  none: 'Not seen',
} as const;

const words: Record<Name, (value: string) => string> = {
  q: (value) => `Who: ${value}`,
  group: (value) => `Group: ${value}`,
  role: (value) => (value === 'admin' ? 'Admins' : 'Users'),
  slack: (value) => `Slack: ${slackNames[value as keyof typeof slackNames]}`,
  state: (value) => (value === 'disabled' ? 'Disabled' : 'Enabled'),
};

/** The filters that an address names. */
export function readPeopleFilters(params: Record<string, string | string[] | undefined>): PeopleFilters {
  return readFilters(names, params, (name, value) => {
    if (name === 'role') return value === 'admin' || value === 'user';
    if (name === 'slack') return value in slackNames;
    return name !== 'state' || value === 'disabled' || value === 'enabled';
  });
}

/** The same for the verb that lists people. */
export function peopleFilterOf({ q, group, role, slack, state }: PeopleFilters) {
  return {
    ...(q && { query: q }),
    ...(group && { groupId: group }),
    ...(role && { role: role === 'admin' ? 'Admin' : 'User' }),
    ...(slack && { slack }),
    ...(state && { disabled: state === 'disabled' }),
  };
}

/** The filters that are on, in words, each with the address of the list without it. */
export function peopleChips(filters: PeopleFilters, href: (filters: Record<string, string>) => string) {
  return chipsOf(words, filters, href);
}
