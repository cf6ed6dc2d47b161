import { type AccessSpec, couldCover } from '@/lib/core/access/access-spec';
import { formatDuration } from '@/lib/core/text/duration';
import { Failure, isFailure } from '../failure';
import { formatClock } from '../format/time';
import type { Api } from '../http/api';
import type { Terminal } from '../terminal';
import { type AccessRequest, describeRequest, type Offer, type RequestForm } from './access-request';
import { chooseOffer } from './choose-offer';
import { describeOffer } from './describe-offer';

export type RequestInput = AccessSpec & {
  targetId: string;
  reason: string | null;
  /** minutes; null for as long as the policy allows */
  duration: number | null;
  /** what the person has read about the decision and the duration; null if nothing */
  announced: string | null;
  /** the command to repeat with a reason, if there is no terminal to enter one */
  again: string;
};

/**
 * Requests access to a target and prints who was notified. Prompts for missing fields on a terminal, after it said who
 * decides and for how long. Returns the open request of the target, and `isNew` false, if there is one.
 *
 * Throws a `Failure` if a field is missing without a terminal, or the open request is for other access.
 */
export async function requestAccess(
  api: Api,
  terminal: Terminal,
  form: RequestForm,
  input: RequestInput,
): Promise<{ request: AccessRequest; isNew: boolean }> {
  if (form.open) return reuseOpenRequest(terminal, form.open, input, api.now());
  const spec = await complete(terminal, form.offers, input);
  const reason = input.reason ?? (await promptForReason(terminal, form, spec, input));
  const { targetUser, targetGroups, verb: verbType } = spec;
  try {
    const body = {
      targetId: input.targetId,
      targetUser,
      targetGroups,
      verbType,
      reason,
      ...(input.duration !== null && { duration: input.duration }),
    };
    const request = await api.post<AccessRequest>('access/requests', body);
    terminal.info(`Requested ${describeRequest(request)} for ${formatDuration(request.duration)}.`);
    if (request.state === 'Pending') terminal.info(describeNotified(request));
    return { request, isNew: true };
  } catch (error) {
    // Another request was sent in between, for example from Slack.
    if (!isFailure(error, 'already-open') || !error.details.requestId) throw error;
    const open = await api.get<AccessRequest>(`access/requests/${error.details.requestId}`);
    return reuseOpenRequest(terminal, open, input, api.now());
  }
}

function reuseOpenRequest(
  terminal: Terminal,
  request: AccessRequest,
  spec: AccessSpec,
  now: Date,
): { request: AccessRequest; isNew: boolean } {
  requireSameAccess(request, spec);
  const { state, accessExpirationTime: end } = request;
  if (state === 'Pending')
    terminal.info(
      `You already have a pending request for ${describeRequest(request)}. ${describeNotified(request)}`,
    );
  if (state === 'Active')
    terminal.info(
      `You already have access to ${describeRequest(request)}${end ? ` until ${formatClock(new Date(end), now)}` : ''}.`,
    );
  return { request, isNew: false };
}

/**
 * Checks that the open request of a target covers a spec, because a person has at most one for a target (R3).
 *
 * Throws a `Failure` with the command that ends the open one.
 */
export function requireSameAccess(open: AccessRequest, spec: AccessSpec): void {
  const requested = {
    targetUsers: open.targetUser === null ? [] : [open.targetUser],
    targetGroups: open.targetGroups,
    verbs: open.verbType === null ? [] : [open.verbType],
  };
  if (!couldCover(requested, spec)) {
    const [state, action] =
      open.state === 'Active' ? ['have access to', 'end'] : ['have a pending request for', 'cancel'];
    throw new Failure(
      'already-open',
      `You already ${state} ${describeRequest(open)}. To request other access, ${action} it first: zli end ${open.id}`,
      { details: { requestId: open.id } },
    );
  }
}

/** Who was notified of a pending request. */
export function describeNotified({ asked: admins, askedCount = admins.length }: AccessRequest): string {
  const others = askedCount - admins.length;
  if (admins.length === 0) return 'No admin can decide this request. Contact your operator.';
  return `Notified: ${admins.join(', ')}${others > 0 ? ` and ${others} more` : ''}.`;
}

async function complete(
  terminal: Terminal,
  offers: readonly Offer[],
  input: RequestInput,
): Promise<AccessSpec> {
  const spec: AccessSpec = {
    targetUser: input.targetUser,
    targetGroups: input.targetGroups,
    verb: input.verb,
  };
  for (;;) {
    const choice = chooseOffer(offers, spec);
    if ('spec' in choice) return choice.spec;
    if (choice.missing === 'verb') spec.verb = await choose(terminal, 'protocol', choice.choices);
    else spec.targetUser = await choose(terminal, 'target user', choice.choices);
  }
}

async function choose<T extends string>(
  terminal: Terminal,
  field: 'protocol' | 'target user',
  choices: readonly T[],
): Promise<T> {
  const list = choices.join(', ');
  if (terminal.isInteractive) {
    const answer = (await terminal.prompt(`Which ${field}? (${list}) `))?.toLowerCase();
    const chosen = choices.find((choice) => choice.toLowerCase() === answer);
    if (chosen) return chosen;
  }
  const syntax = field === 'protocol' ? '--protocol' : 'user@target';
  throw new Failure('usage', `Choose a ${field} with ${syntax}. Available: ${list}.`);
}

async function promptForReason(
  terminal: Terminal,
  { offers }: RequestForm,
  spec: AccessSpec,
  { again, announced }: RequestInput,
): Promise<string> {
  const about = describeOffer(offers, spec);
  if (terminal.isInteractive && about !== announced) terminal.info(about);
  const reason = terminal.isInteractive ? await terminal.prompt('Reason for access: ') : '';
  if (reason) return reason;
  throw new Failure('usage', `A reason is required. Run: ${again} --reason "…"`);
}
