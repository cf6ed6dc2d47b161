/**
 * What an argument can be: a target with or without its user, a request that an admin can decide, or an open request or
 * its target.
 */
export const valueKinds = ['targets', 'undecided', 'open'] as const;
export type ValueKind = (typeof valueKinds)[number];
