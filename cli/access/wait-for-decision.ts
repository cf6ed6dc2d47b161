import { setTimeout as wait } from 'node:timers/promises';
import { describeDecision, describeOutcome, formatReason } from '@/lib/core/text/request';
import { Failure, isFailure } from '../failure';
import { formatClock, formatElapsed } from '../format/time';
import type { Api } from '../http/api';
import type { Terminal } from '../terminal';
import { type AccessRequest, outcomeFactsOf } from './access-request';

const POLL_MS = 2000;
const TICK_MS = 500;

/**
 * Waits until a request is decided, and gives it when it is approved. Ctrl-C ends the waiting only.
 *
 * @throws Failure when it came to another end, with the reason.
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
      terminal.say('Waiting for the decision; Ctrl-C ends the waiting, not the request.');
    const decided = await poll(api, terminal, request, stop.signal);
    if (decided.state !== 'Active') throw new Failure('not-approved', describeClosedRequest(decided));
    terminal.say(describeApproval(decided, api.now()));
    return decided;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    throw new Failure(
      'interrupted',
      `No longer waiting, but the request stands: ${request.connectLine} connects once it is approved, zli end ${request.id} takes it back.`,
    );
  } finally {
    process.off('SIGINT', interrupt);
  }
}

async function poll(
  api: Api,
  terminal: Terminal,
  request: AccessRequest,
  signal: AbortSignal,
): Promise<AccessRequest> {
  const begun = Date.now();
  let known = request;
  let isServerThere = true;
  while (known.state === 'Pending') {
    const next = Date.now() + POLL_MS;
    while (Date.now() < next) {
      const trouble = isServerThere ? '' : ' (the server does not answer at the moment)';
      terminal.showProgress(`Waiting ${formatElapsed(Date.now() - begun)}${trouble}`);
      await wait(TICK_MS, undefined, { signal });
    }
    const answer = await ask(api, request.id);
    isServerThere = answer !== null;
    known = answer ?? known;
  }
  return known;
}

// A restart of the server, or a change of networks, is no decision.
async function ask(api: Api, id: string): Promise<AccessRequest | null> {
  try {
    return await api.get<AccessRequest>(`access/requests/${id}`);
  } catch (error) {
    if (isFailure(error, 'server-unreachable')) return null;
    throw error;
  }
}

/** `Approved by admin@acme.test until 14:05.` */
export function describeApproval(request: AccessRequest, now: Date): string {
  const end = request.accessExpirationTime;
  const until = end ? ` until ${formatClock(new Date(end), now)}` : '';
  return `${describeDecision(outcomeFactsOf(request))}${until}.`;
}

/** How a request came out that gives no access (any more), and why. */
export function describeClosedRequest(request: AccessRequest): string {
  const facts = outcomeFactsOf(request);
  const reason = oneLine(formatReason(facts));
  return `${describeOutcome(facts)}${reason || '.'}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trimEnd();
}
