import { findSealedToken, type SealedToken } from '@/lib/db/slack/installations';
import { findTokenToRevoke } from '@/lib/db/slack/tokens-to-revoke';
import { env } from '@/lib/env';
import { open } from '@/lib/secrets';

/** The decrypted bot token of an installation; null once the installation was removed. Never log it. */
export async function openBotToken(installationId: string): Promise<string | null> {
  return openSealed(await findSealedToken(installationId), installationId);
}

/** The decrypted bot token of a removed installation; null once it was revoked. Never log it. */
export async function openTokenToRevoke(installationId: string): Promise<string | null> {
  return openSealed(await findTokenToRevoke(installationId), installationId);
}

function openSealed(sealed: SealedToken | null, installationId: string): string | null {
  if (!sealed) return null;
  const { tokenSealed, tokenKeyId } = sealed;
  return open(env().encryptionKeys, { keyId: tokenKeyId, bytes: Buffer.from(tokenSealed) }, installationId);
}
