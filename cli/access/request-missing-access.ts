import { Failure, isFailure } from '../failure';
import type { Api } from '../http/api';
import type { Terminal } from '../terminal';
import type { AccessRequest } from './access-request';
import { type RequestInput, requestAccess } from './request-access';
import { waitForDecision } from './wait-for-decision';

type MissingAccessInput = Omit<RequestInput, 'targetId'> & { isWaiting: boolean };

/**
 * Requests access after `missing`, the failure to connect, and waits for the decision. On a terminal it asks first,
 * unless the options already say so.
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
  const isConfirmed = input.reason !== null || input.isWaiting;
  if (!isConfirmed && !terminal.isInteractive)
    throw new Failure(
      missing.code,
      `${missing.message} Add --reason "…" to request it, and --wait to wait for approval.`,
    );
  if (!isConfirmed && !(await confirm(terminal, `${missing.message} Request access now? [y/N] `)))
    throw missing;
  const request = await requestAccess(api, terminal, { ...input, targetId });
  const isWaiting = input.isWaiting || !isConfirmed;
  if (request.state === 'Pending' && !isWaiting && !(await confirmWaiting(terminal)))
    throw new Failure(
      'pending',
      `After approval, connect with: ${request.connectLine} (add --wait to wait for approval)`,
    );
  return waitForDecision(api, terminal, request);
}

async function confirmWaiting(terminal: Terminal): Promise<boolean> {
  return terminal.isInteractive && (await confirm(terminal, 'Wait for approval? [y/N] '));
}

async function confirm(terminal: Terminal, question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await terminal.prompt(question));
}
