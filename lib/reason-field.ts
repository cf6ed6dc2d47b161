import { z } from 'zod';
import { AccessError } from '@/lib/core/error';
import { findSecretInText } from '@/lib/core/secret-in-text';

/** A reason that a person gives, which others read. */
export const reasonField = z.string().trim().max(1000, 'Enter a reason of at most 1000 characters.');

/** That the writer has looked at a warning: the reason only looks like a credential. */
export const noSecretField = z.boolean().default(false);

/**
 * Stops a reason that looks like a credential before it is stored or sent anywhere, unless its writer has said that it is
 * none. The message does not repeat the text. Throws `invalid`, with the fault `looks-like-secret` at `reason`.
 */
export function requireNoSecret(reason: string | undefined, isConfirmed: boolean): void {
  const what = isConfirmed || reason === undefined ? null : findSecretInText(reason);
  if (what === null) return;
  const message = `The reason looks like it contains ${what}. Others can read it in Slack and in the audit log, so remove it. If it is not a credential, confirm that in the console.`;
  throw new AccessError('invalid', message, {
    faults: [{ path: 'reason', message, code: 'looks-like-secret' }],
  });
}
