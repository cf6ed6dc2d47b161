import { oneOf } from './call';

/** Reads the filters of the lists of connections. Without one an admin, or a program, sees everybody's. */
export function readConnectionFilter(query: URLSearchParams) {
  const state = oneOf(query, 'connectionState');
  return { state, userEmail: oneOf(query, 'userEmail'), pageSize: 1000 };
}
