import { type AccessSpec, couldCover } from '@/lib/core/access/access-spec';
import { formatDuration } from '@/lib/core/text/duration';
import { Failure, isFailure } from '../failure';
import type { Api } from '../http/api';
import type { Terminal } from '../terminal';
import { type AccessRequest, describeRequest, type Offer, type RequestForm } from './access-request';
import { chooseOffer } from './choose-offer';

export type RequestInput = AccessSpec & {
  targetId: string;
  reason: string | null;
  /** the command that would ask with a reason, for whoever can't be asked now */
  again: string;
};

/**
 * Asks for access to a target: completes what was not said, by asking the person where one sits there, and
 * tells who was told. A request that is open already is taken up instead of asking twice.
 */
export async function requestAccess(
  api: Api,
  terminal: Terminal,
  input: RequestInput,
): Promise<AccessRequest> {
  const form = await api.get<RequestForm>(`access/requestable/${input.targetId}`);
  if (form.open) return takeUp(terminal, form.open, input);
  const spec = await complete(terminal, form.offers, input);
  const reason = input.reason ?? (await askWhy(terminal, input));
  const { targetUser, targetGroups, verb: verbType } = spec;
  try {
    const body = { targetId: input.targetId, targetUser, targetGroups, verbType, reason };
    const request = await api.post<AccessRequest>('access/requests', body);
    sayAsked(terminal, request);
    return request;
  } catch (error) {
    // Somebody asked between our look and our request, from Slack for example.
    if (!isFailure(error, 'already-open') || !error.details.requestId) throw error;
    const open = await api.get<AccessRequest>(`access/requests/${error.details.requestId}`);
    return takeUp(terminal, open, input);
  }
}

// One request a target: who wants it otherwise has to end the open one first.
function takeUp(terminal: Terminal, open: AccessRequest, spec: AccessSpec): AccessRequest {
  const requested = {
    targetUsers: open.targetUser === null ? [] : [open.targetUser],
    targetGroups: open.targetGroups,
    verbs: open.verbType === null ? [] : [open.verbType],
  };
  if (!couldCover(requested, spec)) {
    const stands = open.state === 'Active' ? 'have access to' : 'have asked for';
    throw new Failure(
      'already-open',
      `You ${stands} ${describeRequest(open)}, and only one request at a time is possible: zli end ${open.id} ends it.`,
      { details: { requestId: open.id } },
    );
  }
  if (open.state === 'Pending')
    terminal.say(`You have asked already for ${describeRequest(open)}. ${sayTold(open)}`);
  return open;
}

function sayAsked(terminal: Terminal, request: AccessRequest): void {
  terminal.say(`Asked for ${describeRequest(request)}, for ${formatDuration(request.duration)}.`);
  if (request.state === 'Pending') terminal.say(sayTold(request));
}

function sayTold({ asked, askedCount = asked.length }: AccessRequest): string {
  const others = askedCount - asked.length;
  if (asked.length === 0) return 'There is no admin who could decide it: tell whoever runs this.';
  return `Told: ${asked.join(', ')}${others > 0 ? ` and ${others} more` : ''}.`;
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
    if ('settled' in choice) return choice.settled;
    if (choice.open === 'verb') spec.verb = await choose(terminal, 'protocol', choice.choices);
    else spec.targetUser = await choose(terminal, 'target user', choice.choices);
  }
}

async function choose<T extends string>(terminal: Terminal, what: string, choices: readonly T[]): Promise<T> {
  const list = choices.join(', ');
  if (terminal.isInteractive) {
    const given = (await terminal.ask(`Which ${what}? (${list}) `)).toLowerCase();
    const chosen = choices.find((choice) => choice.toLowerCase() === given);
    if (chosen) return chosen;
  }
  const how = what === 'protocol' ? '--protocol' : 'user@target';
  throw new Failure('usage', `Say which ${what} you want, with ${how}. There are: ${list}.`);
}

async function askWhy(terminal: Terminal, { again }: RequestInput): Promise<string> {
  const reason = terminal.isInteractive ? await terminal.ask('Why do you need it? ') : '';
  if (reason) return reason;
  throw new Failure('usage', `Say why you need it: ${again} --reason "…"`);
}
