import { setTimeout as wait } from 'node:timers/promises';
import { Failure, isFailure } from '../failure';
import { formatClock, formatElapsed } from '../format/time';
import type { Api } from '../http/api';
import type { Terminal } from '../terminal';
import type { AccessRequest } from './access-request';

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
    if (decided.state !== 'Active') throw new Failure('not-approved', describeDecision(decided));
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

/** The news of an approval: by whom, and until when. */
export function describeApproval(
  { automatic, decidedBy, accessExpirationTime }: AccessRequest,
  now: Date,
): string {
  const until = accessExpirationTime ? ` until ${formatClock(new Date(accessExpirationTime), now)}` : '';
  return automatic || !decidedBy ? `Approved automatically${until}.` : `Approved by ${decidedBy}${until}.`;
}

/** What became of a request that gives no access, and what to do now. */
export function describeDecision(request: AccessRequest): string {
  const { state, decidedBy, decisionReason, endReason } = request;
  const because = (reason: string | null) => (reason ? `: ${oneLine(reason)}` : '.');
  switch (state) {
    case 'Denied':
      return `Denied${decidedBy ? ` by ${decidedBy}` : ''}${because(decisionReason)}`;
    case 'Lapsed':
      return 'Nobody decided in time, so the request lapsed. Ask again.';
    case 'Cancelled':
      return 'The request was taken back.';
    case 'Invalidated':
      return `The request is void${because(decisionReason ?? endReason)}`;
    case 'Expired':
      return 'The access has run out. Ask again.';
    case 'Revoked':
      return `The access was revoked${because(endReason)}`;
    case 'Relinquished':
      return 'You have ended this access. Ask again when you need it.';
    case 'Pending':
    case 'Active':
      return `The request is ${state === 'Active' ? 'approved' : 'waiting'}.`;
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
