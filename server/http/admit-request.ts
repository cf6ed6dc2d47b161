import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BlockList } from 'node:net';
import { bodyLimitOf } from '@/lib/body-limits';
import { describeTooLarge, describeTooManyRequests } from '@/lib/core/text/error';
import { log } from '@/lib/log';
import { addressKey } from '@/lib/rate-limit';
import { BodyBudget } from './body-budget';
import { settleAddress } from './client-address';
import { explainOrigin } from './explain-origin';
import { isOwnRequest } from './is-own-request';
import { limitRate } from './limit-rate';
import { receiveBody } from './receive-body';
import { type Refusal, refuse } from './refuse';
import { setSecurityHeaders } from './security-headers';

export type Admission = { publicUrl: URL; proxies: BlockList; isDevelopment: boolean };

const budget = new BodyBudget();

/**
 * What every request passes before the app sees it, in one place, so that redirects, files and errors are covered too.
 * It knows nobody's rights (docs/decisions/0005-no-middleware.md). Returns the request for the app, with its whole
 * body; null for one that it has answered itself. Rejects when the client leaves.
 */
export async function admitRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { publicUrl, proxies, isDevelopment }: Admission,
): Promise<IncomingMessage | null> {
  const path = pathOf(request);
  const address = settleAddress(request, { proxies, publicUrl });
  setSecurityHeaders(request, response, { path, isSecure: publicUrl.protocol === 'https:', isDevelopment });
  const refusal =
    (await limitRate(request, response, { path, address })) ?? checkOrigin(request, path, publicUrl);
  if (refusal) return refuse(request, response, refusal);
  const maxBytes = bodyLimitOf(path);
  const received = await receiveBody(request, { maxBytes, budget, address: addressKey(address) });
  return typeof received === 'string' ? refuse(request, response, refusals[received](maxBytes)) : received;
}

const refusals = {
  'too-large': (maxBytes: number): Refusal => ({
    status: 413,
    code: 'too-large',
    message: describeTooLarge(maxBytes),
  }),
  'too-much': (): Refusal => ({
    status: 429,
    code: 'too-many-requests',
    message: describeTooManyRequests(1),
    retryAfter: 1,
  }),
};

/** The path as the app resolves it, without `..`; empty for a target that is no path, to which no exception applies. */
function pathOf({ url = '/' }: IncomingMessage): string {
  const address = `http://app.invalid${url}`;
  return url.startsWith('/') && URL.canParse(address) ? new URL(address).pathname : '';
}

function checkOrigin({ method, headers }: IncomingMessage, path: string, publicUrl: URL): Refusal | null {
  if (isOwnRequest({ method, path, headers }, publicUrl.origin)) return null;
  const cause = explainOrigin(headers, publicUrl);
  if (cause) warnOnce(cause);
  const message = `This request did not come from a page of the console. Open ${publicUrl.origin} and try again there.`;
  return { status: 403, code: 'forbidden', message: cause ? `${message} ${cause}` : message };
}

let warned = false;

/** Says in the log what the person reads, the first time. */
function warnOnce(cause: string): void {
  if (warned) return;
  warned = true;
  log().warn(`an action was refused, because it came from another address. ${cause}`);
}
