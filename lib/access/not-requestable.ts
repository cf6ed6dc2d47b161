import { AccessError } from '@/lib/core/error';
import type { Verb } from '@/lib/core/target/target';
import { isUsable, type TunnelFields } from '@/lib/core/target/tunnel';
import { describeNoWay } from '@/lib/core/text/target';

/** No request is possible while Slack is not integrated (R4). */
export function notIntegrated(): AccessError {
  return new AccessError(
    'not-integrated',
    'Requests are paused until Slack is connected. Ask an admin to connect it.',
  );
}

/** No policy lets the person request anything on a target. */
export function notOffered(targetName: string): AccessError {
  return new AccessError(
    'not-requestable',
    `You can no longer request access to ${targetName}. Ask an admin to add you to a policy.`,
  );
}

/** Refuses an action that can't be used on a target, because no way to it is set there. Throws `unreachable`. */
export function requireUsable(
  verb: Verb | null,
  target: Pick<TunnelFields, 'tunnelWay'> & { name: string },
): void {
  if (verb !== null && !isUsable(verb, target))
    throw new AccessError('unreachable', describeNoWay(verb, target.name));
}
