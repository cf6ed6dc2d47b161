import { Failure, isFailure } from '../failure';
import type { Api } from '../http/api';
import { ResponseTimeout } from '../http/send';
import { isUnprotected } from '../state/server-address';

/** What a console tells about itself before anybody is logged in. */
type ServerInfo = { product: string };

const TIMEOUT_MS = 10_000;

/**
 * Checks that an address is a console before anything is sent to it.
 *
 * Throws a `Failure` that says what to do if it is something else, does not respond in time, or if one of the two is too old
 * for the other.
 */
export async function probeServer(api: Api, timeoutMs = TIMEOUT_MS): Promise<void> {
  const info = await fetchInfo(api, timeoutMs);
  if (info?.product !== 'BastionZero') throw notAConsole(api.server);
}

async function fetchInfo(api: Api, timeoutMs: number): Promise<Partial<ServerInfo> | null> {
  try {
    return await api.get<Partial<ServerInfo> | null>('zli', undefined, { timeoutMs });
  } catch (error) {
    if (isFailure(error, 'server-unreachable')) throw describeSilence(api.server, error, timeoutMs);
    if (isFailure(error, 'zli-too-old', 'server-too-old', 'too-many-requests', 'busy')) throw error;
    throw notAConsole(api.server);
  }
}

function describeSilence(server: string, failure: Failure, timeoutMs: number): Failure {
  const { cause } = failure;
  if (cause instanceof ResponseTimeout)
    return new Failure(
      failure.code,
      `${nameServer(server)} did not respond within ${timeoutMs / 1000} seconds. ${WHAT_NEXT}`,
    );
  // It speaks another protocol, or TLS where zli sent none, or none where zli sent TLS.
  const code = (cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  // zli adds https to an address without a scheme. It suggests http only where nobody else can read what it sends.
  const plain = server.replace(/^https:/, 'http:');
  if (/^(?:EPROTO|ERR_SSL_)/.test(code) && plain !== server && !isUnprotected(plain))
    return new Failure(
      failure.code,
      `${nameServer(server)} does not use https. If it uses http, run: zli login --server ${plain}`,
    );
  return /^(?:HPE_|EPROTO|ERR_SSL_)/.test(code) ? notAConsole(server) : failure;
}

function notAConsole(server: string): Failure {
  return new Failure('not-a-console', `${nameServer(server)} is not a BastionZero console. ${WHAT_NEXT}`);
}

const WHAT_NEXT =
  'Check the address, or ask an admin for it. Then run: zli login --server https://access.example.com';

/** The address without the scheme that zli adds itself. */
function nameServer(server: string): string {
  return server.replace(/^https?:\/\//, '');
}
