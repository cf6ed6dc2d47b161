import { queryParam } from './call';

/**
 * Reads the filters of the connection lists. Without `userEmail`, admins and API keys get the connections of all
 * people.
 */
export function readConnectionFilter(query: URLSearchParams) {
  const state = queryParam(query, 'connectionState');
  return { state, userEmail: queryParam(query, 'userEmail'), pageSize: 1000 };
}
