import { setTimeout as wait } from 'node:timers/promises';
import { describeDecision, describeOutcome, formatReason } from '@/lib/core/text/request';
import { Failure, isTransient } from '../failure';
import { formatClock, formatElapsed } from '../format/time';
import type { Api } from '../http/api';
import type { Terminal } from '../terminal';
import { type AccessRequest, outcomeFactsOf } from './access-request';

/** How long one call waits at the server, which answers it as soon as the request is decided. */
const WATCH_SECONDS = 20;
/** Between calls that were answered at once: the server is of an earlier version, or does not respond. */
const PAUSE_MS = 2000;
const TICK_MS = 500;

/**
 * Waits until a request is decided, and returns it once it is approved. Ctrl-C stops waiting and leaves the request
 * open.
 *
 * Throws a `Failure` with the outcome if the request is not approved.
 */
export async function waitForDecision(
  api: Api,
  terminal: Terminal,
  request: AccessRequest,
): Promise<AccessRequest> {
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.on('SIGINT', interrupt);
  try {
    if (request.state === 'Pending')
      terminal.info('Waiting for approval. Ctrl-C stops waiting; the request stays open.');
    const decided = await poll(api, terminal, request, stop.signal);
    if (decided.state !== 'Active') throw new Failure('not-approved', describeClosedRequest(decided));
    terminal.info(describeApproval(decided, api.now()));
    return decided;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    throw new Failure(
      'interrupted',
      `Stopped waiting; the request stays open. ${describeNextSteps(request)}`,
    );
  } finally {
    process.off('SIGINT', interrupt);
  }
}

/** How to connect after approval, and how to cancel the request. */
export function describeNextSteps({ connectLine, id }: AccessRequest): string {
  return `After approval, connect with: ${connectLine} (cancel with: zli end ${id})`;
}

async function poll(
  api: Api,
  terminal: Terminal,
  request: AccessRequest,
  signal: AbortSignal,
): Promise<AccessRequest> {
  const startedAt = Date.now();
  let latest = request;
  let isReachable = true;
  const showProgress = () => {
    const problem = isReachable ? '' : ' (the server does not respond)';
    terminal.showProgress(`Waiting ${formatElapsed(Date.now() - startedAt)}${problem}`);
  };
  const ticking = setInterval(showProgress, TICK_MS);
  try {
    while (latest.state === 'Pending') {
      const sentAt = Date.now();
      const answer = await fetchIfReachable(api, request.id, signal);
      isReachable = answer !== null;
      latest = answer ?? latest;
      const rest = sentAt + PAUSE_MS - Date.now();
      if (latest.state === 'Pending' && rest > 0) await wait(rest, undefined, { signal });
    }
    return latest;
  } finally {
    clearInterval(ticking);
  }
}

// The server may restart, or the network change, while zli waits.
async function fetchIfReachable(api: Api, id: string, signal: AbortSignal): Promise<AccessRequest | null> {
  try {
    return await api.get<AccessRequest>(`access/requests/${id}`, { wait: String(WATCH_SECONDS) }, { signal });
  } catch (error) {
    if (!signal.aborted && isTransient(error)) return null;
    throw error;
  }
}

/** `Approved by admin@acme.test until 14:05.` */
export function describeApproval(request: AccessRequest, now: Date): string {
  const end = request.accessExpirationTime;
  const until = end ? ` until ${formatClock(new Date(end), now)}` : '';
  return `${describeDecision(outcomeFactsOf(request))}${until}.`;
}

/** The outcome of a request that gives no access, and why. */
export function describeClosedRequest(request: AccessRequest): string {
  const facts = outcomeFactsOf(request);
  const reason = oneLine(formatReason(facts));
  return `${describeOutcome(facts)}${reason || '.'}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trimEnd();
}
