import { Failure, isFailure } from '../failure';
import type { Api } from '../http/api';
import type { Terminal } from '../terminal';
import type { AccessRequest } from './access-request';
import { type RequestInput, requestAccess } from './request-access';
import { waitForDecision } from './wait-for-decision';

export type Gain = Omit<RequestInput, 'targetId'> & { isWaiting: boolean };

/**
 * What to do where access is missing: asks for it, if the person wants that, and waits for the decision.
 *
 * @throws Failure where nothing can be asked, nobody wants to, or the request came to no good end.
 */
export async function gainAccess(
  api: Api,
  terminal: Terminal,
  missing: unknown,
  gain: Gain,
): Promise<AccessRequest> {
  if (!isFailure(missing, 'no-access', 'user-not-allowed')) throw missing;
  const { requestable, targetId } = missing.details;
  if (!requestable || !targetId) throw missing;
  const isClear = gain.reason !== null || gain.isWaiting;
  if (!isClear && !terminal.isInteractive)
    throw new Failure(
      missing.code,
      `${missing.message} Add --reason "…" to ask for it, and --wait to wait for the decision.`,
    );
  if (!isClear && !(await isAgreed(terminal, `${missing.message} Ask now? [y/N] `))) throw missing;
  const request = await requestAccess(api, terminal, { ...gain, targetId });
  const waits = gain.isWaiting || !isClear;
  if (request.state === 'Pending' && !waits && !(await isWaitWanted(terminal)))
    throw new Failure(
      'pending',
      `${request.connectLine} connects once it is approved; --wait waits for that.`,
    );
  return waitForDecision(api, terminal, request);
}

async function isWaitWanted(terminal: Terminal): Promise<boolean> {
  return terminal.isInteractive && (await isAgreed(terminal, 'Wait for the decision? [y/N] '));
}

async function isAgreed(terminal: Terminal, question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await terminal.ask(question));
}
