import type { AccessSpec } from '@/lib/core/access/access-spec';
import { AccessError } from '@/lib/core/error';
import { needsTunnel } from '@/lib/core/target/tunnel';
import { describeNoWay } from '@/lib/core/text/target';
import type { Tx } from '@/lib/db/client';
import { endMachine, findMachine, insertMachine, type MachineRow } from '@/lib/db/connections/machines';
import { findDynamicAccess } from '@/lib/db/targets/dynamic-access';
import type { ReachableTarget } from '@/lib/db/targets/targets';
import { sendJob } from '@/lib/outbox/send-job';
import { findTargetUserProblem } from '@/lib/ssh/principal';

type About = { organizationId: string; connectionId: string };

/** Whether a machine is started for each session on a target. */
export async function startsMachines(
  organizationId: string,
  { id, type }: Pick<ReachableTarget, 'id' | 'type'>,
  tx: Tx,
): Promise<boolean> {
  return type === 'DynamicAccessConfig' && (await findDynamicAccess(organizationId, id, tx)) !== null;
}

/** Throws `unreachable` or `user-not-allowed` if a machine could not be used, so that none is started. */
export function requireUsableMachine(
  { name }: ReachableTarget,
  { targetUser, verb }: Pick<AccessSpec, 'targetUser' | 'verb'>,
): void {
  if (needsTunnel(verb)) throw new AccessError('unreachable', describeNoWay(verb, name));
  const problem =
    targetUser === null ? `Choose a target user on ${name}.` : findTargetUserProblem(targetUser);
  if (problem) throw new AccessError('user-not-allowed', problem);
}

/** Has a machine started for a session, when the transaction that opens it commits. */
export async function requestMachine(tx: Tx, about: About): Promise<void> {
  await insertMachine(tx, about);
  await sendJob(tx, 'call-provisioner', about);
}

/** Whether zli can connect to a machine: it was started and has registered. */
export function isReady({ state, host }: Pick<MachineRow, 'state' | 'host'>): boolean {
  return state === 'Started' && host !== null;
}

/**
 * The server of a session: the machine that was started for it, under the id of the session, so that its certificates open no
 * other machine. Without one, the target itself. Throws `unreachable` until the machine has registered.
 */
export async function findServerOf<T extends ReachableTarget>(about: About, target: T, tx?: Tx): Promise<T> {
  if (target.type !== 'DynamicAccessConfig') return target;
  const machine = await findMachine(about, tx);
  if (!machine) return target;
  const { connectionId: id, host, port, serverIdentity } = machine;
  if (host !== null) return { ...target, id, host, port, serverIdentity };
  throw new AccessError(
    'unreachable',
    `The machine of this session on ${target.name} has not registered yet.`,
  );
}

/** Has the machine of a session stopped, in the transaction that closes the session. */
export async function stopMachine(tx: Tx, about: About): Promise<void> {
  if (await endMachine(tx, about)) await sendJob(tx, 'call-provisioner', about);
}
