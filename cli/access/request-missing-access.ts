import { Failure, isFailure } from '../failure';
import type { Api } from '../http/api';
import type { Terminal } from '../terminal';
import { type AccessRequest, describeRequest, type RequestForm } from './access-request';
import { describeOffer } from './describe-offer';
import { describeNotified, type RequestInput, requestAccess, requireSameAccess } from './request-access';
import { waitForDecision } from './wait-for-decision';

type MissingAccessInput = Omit<RequestInput, 'targetId' | 'duration' | 'announced'> & { isWaiting: boolean };

/**
 * Requests access after `missing`, the failure to connect, and waits for the decision. On a terminal it asks first,
 * unless the options already say so. If a request is pending, it only asks whether to wait for it.
 *
 * Throws `missing` if access can't be requested or the person declines, and a `Failure` if it is not approved.
 */
export async function requestMissingAccess(
  api: Api,
  terminal: Terminal,
  missing: unknown,
  input: MissingAccessInput,
): Promise<AccessRequest> {
  if (!isFailure(missing, 'no-access', 'user-not-allowed')) throw missing;
  const { requestable, targetId } = missing.details;
  if (!requestable || !targetId) throw missing;
  const form = await api.get<RequestForm>(`access/requestable/${targetId}`);
  if (form.open) return awaitOpenRequest(api, terminal, form.open, input);
  const isConfirmed = input.reason !== null || input.isWaiting;
  const about = isConfirmed ? null : describeOffer(form.offers, input);
  if (about !== null) await confirmRequest(terminal, missing, about);
  const { request } = await requestAccess(api, terminal, form, {
    ...input,
    targetId,
    duration: null,
    announced: about,
  });
  if (request.state === 'Pending' && isConfirmed && !input.isWaiting && !(await confirmWaiting(terminal)))
    throw new Failure('pending', describeWaiting(request));
  return waitForDecision(api, terminal, request);
}

/** Asks whether to request access; `about` says who decides and for how long. Throws if the person declines. */
async function confirmRequest(terminal: Terminal, missing: Failure, about: string): Promise<void> {
  const { code, message } = missing;
  if (!terminal.isInteractive)
    throw new Failure(
      code,
      `${message} ${about} Add --reason "…" to request it, and --wait to wait for approval.`,
    );
  const answer = await terminal.prompt(`${message} ${about} Request access now? [y/N] `);
  if (!isYes(answer ?? '')) throw missing;
}

/** Waits for a request that is pending already, after a question on a terminal. */
async function awaitOpenRequest(
  api: Api,
  terminal: Terminal,
  open: AccessRequest,
  input: MissingAccessInput,
): Promise<AccessRequest> {
  requireSameAccess(open, input);
  if (open.state !== 'Pending') return open;
  const pending = `Your request for ${describeRequest(open)} is pending.`;
  if (input.isWaiting) terminal.info(`${pending} ${describeNotified(open)}`);
  else {
    const answer = terminal.isInteractive
      ? await terminal.prompt(`${pending} ${describeNotified(open)} Wait for it? [Y/n] `)
      : null;
    // Enter means yes; Ctrl-C and Ctrl-D don't.
    if (answer === null) throw new Failure('pending', `${pending} ${describeWaiting(open)}`);
    if (answer !== '' && !isYes(answer)) throw new Failure('pending', describeWaiting(open));
  }
  return waitForDecision(api, terminal, open);
}

function describeWaiting({ connectLine }: AccessRequest): string {
  return `After approval, connect with: ${connectLine} (add --wait to wait for approval)`;
}

async function confirmWaiting(terminal: Terminal): Promise<boolean> {
  return terminal.isInteractive && isYes((await terminal.prompt('Wait for approval? [y/N] ')) ?? '');
}

function isYes(answer: string): boolean {
  return /^y(es)?$/i.test(answer);
}
