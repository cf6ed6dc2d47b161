import {
  findSealedByOtherKeys,
  findSealingKeyIds,
  replaceSealed,
  type SealedTable,
  sealedTables,
} from '@/lib/db/sealed-secrets';
import { open, type SealingKey, seal } from '@/lib/secrets';

const batch = 100;

/** What a rotation did, and the ids of the keys that stored secrets need now. */
export type Rotation = { resealed: number; usedKeys: string[] };

/**
 * Seals each stored secret with the first of some keys. Secrets are replaced one by one, so a rotation that is
 * stopped goes on where it was, and the app can run meanwhile: it opens what any of its keys sealed.
 *
 * @param keys those of ENCRYPTION_KEYS
 * @param onProgress called after each batch of a table with the number of secrets of it so far.
 * Throws an error that names the key when a secret's key is missing.
 */
export async function rotateKeys(
  keys: readonly SealingKey[],
  onProgress: (table: SealedTable, count: number) => void,
): Promise<Rotation> {
  let resealed = 0;
  for (const table of sealedTables) resealed += await rotateTable(table, keys, onProgress);
  return { resealed, usedKeys: await findSealingKeyIds() };
}

async function rotateTable(
  table: SealedTable,
  keys: readonly SealingKey[],
  onProgress: (table: SealedTable, count: number) => void,
): Promise<number> {
  const [{ id: keyId } = { id: '' }] = keys;
  let count = 0;
  for (let after = ''; ; ) {
    const found = await findSealedByOtherKeys(table, { keyId, after, limit: batch });
    for (const secret of found) {
      const again = seal(keys, open(keys, secret.sealed, secret.id), secret.id);
      if (await replaceSealed(table, secret, again)) count++;
    }
    if (found.length > 0) onProgress(table, count);
    if (found.length < batch) return count;
    after = found.at(-1)?.id ?? after;
  }
}
