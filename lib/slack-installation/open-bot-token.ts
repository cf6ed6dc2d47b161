import { findSealedToken } from '@/lib/db/slack/installations';
import { env } from '@/lib/env';
import { open } from '@/lib/secrets';

/** The decrypted bot token of an installation; null once the installation was removed. Never log it. */
export async function openBotToken(installationId: string): Promise<string | null> {
  const sealed = await findSealedToken(installationId);
  if (!sealed) return null;
  const { tokenSealed, tokenKeyId } = sealed;
  return open(env().encryptionKeys, { keyId: tokenKeyId, bytes: Buffer.from(tokenSealed) }, installationId);
}
