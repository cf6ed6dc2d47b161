import { setTimeout as wait } from 'node:timers/promises';
import type { Control } from '@/emulators/slack/control';
import { callApi, outcomeOf } from './call-api';
import type { Call, Operation } from './history';
import { makeRandom, type Random } from './random';

export type Actor = { email: string; token: string; isAdmin: boolean; slackUserId: string };
export type Workload = {
  appUrl: string;
  actors: readonly Actor[];
  targetIds: readonly [string, ...string[]];
  /** the local Slack, in which admins press buttons */
  control: Control;
  teamId: string;
};

const pauseMs = { from: 20, to: 250 };

/**
 * Has people request, cancel, end, approve, deny, revoke and check until `stopping`, each at random by the seed, one call
 * after the other.
 *
 * @returns every call, in no order. People's clicks in Slack are among them as `unknown`.
 */
export async function runWorkload(workload: Workload, seed: number, stopping: AbortSignal): Promise<Call[]> {
  const calls: Call[] = [];
  await Promise.all(
    workload.actors.map(async (actor) => {
      const random = makeRandom(seed, actor.email);
      const act = actor.isAdmin ? actAsAdmin : actAsEngineer;
      for (let turn = 0; !stopping.aborted; turn++) {
        await act({ workload, actor, random, turn, calls });
        await wait(random.integer(pauseMs.from, pauseMs.to));
      }
    }),
  );
  return calls;
}

type Turn = { workload: Workload; actor: Actor; random: Random; turn: number; calls: Call[] };

async function actAsEngineer(about: Turn): Promise<void> {
  const { workload, actor, random, turn } = about;
  const person = actor.email;
  const targetId = random.pick(workload.targetIds);
  const choice = random.integer(1, 10);
  if (choice <= 5) return make(about, { name: 'check', person, targetId });
  if (choice <= 8)
    return make(about, { name: 'submit', person, targetId, reason: `${person}, turn ${turn}` });
  const name = choice === 9 ? 'cancel' : 'end';
  const requestId = await findRequest(about, name === 'cancel' ? 'waiting' : 'live', 'own');
  if (requestId) await make(about, { name, person, requestId });
}

async function actAsAdmin(about: Turn): Promise<void> {
  const { actor, random } = about;
  const person = actor.email;
  const choice = random.integer(1, 10);
  const requestId = await findRequest(about, choice <= 8 ? 'waiting' : 'live', 'all');
  if (!requestId) return;
  if (choice <= 3) return approveInSlack(about, requestId);
  const name = choice <= 7 ? 'approve' : choice === 8 ? 'deny' : 'revoke';
  await make(about, { name, person, requestId });
}

async function findRequest(
  { workload, actor, random }: Turn,
  state: 'waiting' | 'live',
  whose: 'own' | 'all',
): Promise<string | undefined> {
  const path = `access/requests?state=${state}&whose=${whose}`;
  const answer = await callApi(workload.appUrl, actor.token, { method: 'GET', path });
  if (answer?.status !== 200 || !Array.isArray(answer.json)) return undefined;
  const [first, ...more] = answer.json.map(({ id }) => String(id));
  return first && random.pick([first, ...more]);
}

async function make({ workload, actor, calls }: Turn, operation: Operation): Promise<void> {
  const sentAt = Date.now();
  const answer = await callApi(workload.appUrl, actor.token, toHttp(operation));
  calls.push({ operation, outcome: outcomeOf(answer), sentAt, answeredAt: Date.now() });
}

function toHttp(operation: Operation): { method: string; path: string; body?: object } {
  const spec = { targetUser: 'root', verbType: 'Shell' };
  if (operation.name === 'check')
    return { method: 'POST', path: 'access/check', body: { ...spec, targetId: operation.targetId } };
  if (operation.name === 'submit') {
    const { targetId, reason } = operation;
    return { method: 'POST', path: 'access/requests', body: { ...spec, targetId, reason } };
  }
  const action = operation.name === 'revoke' ? 'end' : operation.name;
  return { method: 'PATCH', path: `access/requests/${operation.requestId}/${action}`, body: {} };
}

/** Presses Approve on the admin's card, if it is there: Slack shows no answer that a program could read. */
async function approveInSlack({ workload, actor, calls }: Turn, requestId: string): Promise<void> {
  const { control, teamId } = workload;
  const sentAt = Date.now();
  await control
    .click({ teamId, userId: actor.slackUserId, actionId: 'approve-request', value: requestId })
    .catch(() => undefined); // no such button: the card is not there yet, or is final
  const operation = { name: 'approve', person: actor.email, requestId } as const;
  calls.push({ operation, outcome: { kind: 'unknown' }, sentAt, answeredAt: Date.now() });
}
