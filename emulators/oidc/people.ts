import type { Person } from './person';

/** The people of the demo organization, named after their roles. */
export const demoPeople: Person[] = [
  { sub: 'acme-admin', email: 'admin@acme.test', name: 'Acme Admin' },
  { sub: 'acme-second', email: 'second@acme.test', name: 'Second Admin', groups: ['Platform'] },
  { sub: 'acme-engineer', email: 'engineer@acme.test', name: 'Engineer', groups: ['Engineering'] },
  { sub: 'acme-dba', email: 'dba@acme.test', name: 'Database Engineer', groups: ['Data'] },
  { sub: 'acme-support', email: 'support@acme.test', name: 'Support', groups: ['Support'] },
];
