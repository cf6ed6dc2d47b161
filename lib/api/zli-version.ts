import { describeOldZli } from '@/lib/core/text/zli';
import {
  isOlder,
  minimumZliVersion,
  readVersion,
  serverVersionHeader,
  zliVersionHeader,
} from '@/lib/core/zli-version';
import { env } from '@/lib/env';
import { productVersion } from '@/lib/version';
import type { ApiAnswer, ApiHeaders } from './api-request';

/**
 * The answer to a `zli` that is too old, with the line that updates it. Null for other callers: programs with an API key
 * send no version of `zli`.
 */
export function refuseOldZli(headers: ApiHeaders): Response | null {
  const version = readVersion(headers.get(zliVersionHeader));
  if (version === null || !isOlder(version, minimumZliVersion)) return null;
  const errorMsg = describeOldZli(version, env().publicUrl.href);
  return Response.json(
    { errorMsg, errorType: 'zli-too-old', minimumZliVersion },
    { status: 426, headers: { 'cache-control': 'no-store' } },
  );
}

/** Adds the version of the server to an answer, by which `zli` recognizes a server that is too old for it. */
export function withServerVersion<A extends ApiAnswer>(response: A): A {
  response.headers.set(serverVersionHeader, productVersion);
  return response;
}
