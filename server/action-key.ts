import { hkdfSync } from 'node:crypto';

/**
 * The key with which Next encrypts the values that a server action captures from its page, as
 * NEXT_SERVER_ACTIONS_ENCRYPTION_KEY takes it. All processes with the same `secret` have the same key, whatever build they
 * run. Next prefers it to the key in the build (next/dist/server/app-render/encryption-utils.js), which is no secret.
 */
export function actionKey(secret: string): string {
  return Buffer.from(hkdfSync('sha256', secret, '', 'bzero server actions', 32)).toString('base64');
}
