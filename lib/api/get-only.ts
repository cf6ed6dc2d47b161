import { errorResponse, HttpError } from './errors';

const allow = 'GET';

function refuse(): Response {
  return errorResponse(new HttpError(405, 'method-not-allowed', 'Use GET for this address.', { allow }));
}

/** The other methods of a route that has GET only. */
export const getOnly = { POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse } as const;
