import { AccessError } from '@/lib/core/error';

/** What programs call a credential in a query, in lower case and without punctuation. No filter has such a name. */
const credentials = new Set([
  'accesstoken',
  'apikey',
  'authorization',
  'bearer',
  'key',
  'secret',
  'token',
  'xapikey',
]);

/**
 * Throws `invalid` if the query of an address contains a credential, before the caller is known: addresses end up in the logs
 * of proxies, where a key that works would stay unnoticed.
 */
export function refuseCredentials({ searchParams }: URL): void {
  const name = [...searchParams.keys()].find((each) =>
    credentials.has(each.toLowerCase().replace(/[^a-z]/g, '')),
  );
  if (name === undefined) return;
  const message =
    'Send the API key in the X-API-KEY header. Revoke a key that was in an address: logs can contain it.';
  throw new AccessError('invalid', message, { faults: [{ path: name, message }] });
}
