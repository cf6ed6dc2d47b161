import { findSealingKeyIds } from '@/lib/db/sealed-secrets';
import { env } from '@/lib/env';

/** The ids of keys that stored secrets need and ENCRYPTION_KEYS does not have. */
export async function findMissingKeys(): Promise<string[]> {
  const known = env().encryptionKeys.map(({ id }) => id);
  return (await findSealingKeyIds()).filter((id) => !known.includes(id));
}
