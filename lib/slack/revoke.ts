import { env } from '@/lib/env';
import { isIntegratedAgain } from '@/lib/integrations/is-integrated-again';
import { log } from '@/lib/log';
import { open } from '@/lib/secrets';
import { newClient } from './client';
import { failureOf, isPassing, sayFailure } from './failure';

/**
 * Revokes the token of an installation that was removed; the row it stood in is empty by now, so the job
 * carries it sealed. Nothing is revoked once the workspace is integrated again: that would stop the new
 * installation. Throws when it should be tried again.
 */
export async function revokeToken(job: { sealed: string; keyId: string; boundTo: string }): Promise<void> {
  if (await isIntegratedAgain(job.boundTo)) return;
  const sealed = { keyId: job.keyId, bytes: Buffer.from(job.sealed, 'base64') };
  const token = open(env().encryptionKeys, sealed, job.boundTo);
  try {
    await newClient(token, 'job').auth.revoke();
  } catch (error) {
    const failure = failureOf(error);
    if (isPassing(failure)) throw new Error(`a token was not revoked: ${sayFailure(failure)}`);
    // A dead token is what we wanted.
    if (failure.kind !== 'dead') log().warn({ why: sayFailure(failure) }, 'a token was not revoked');
  }
}
