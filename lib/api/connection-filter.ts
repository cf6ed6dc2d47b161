import { oneOf } from './call';

/**
 * Reads the filters of the connection lists. Without `userEmail`, admins and API keys get the connections of all
 * people.
 */
export function readConnectionFilter(query: URLSearchParams) {
  const state = oneOf(query, 'connectionState');
  return { state, userEmail: oneOf(query, 'userEmail'), pageSize: 1000 };
}
