import { AccessError } from '@/lib/core/error';

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
