import type { Sealed } from '@/lib/secrets';
import { database } from './client';

/** Where sealed secrets are stored: the columns of the secret, of the id of its key, and of the id it is bound to. */
const places = [
  { table: 'slack_installation', secret: 'token_sealed', key: 'token_key_id', id: 'id' },
  { table: 'slack_token_to_revoke', secret: 'token_sealed', key: 'token_key_id', id: 'installation_id' },
  { table: 'certificate_authority', secret: 'key_sealed', key: 'sealing_key_id', id: 'id' },
  { table: 'audit_key', secret: 'private_key_sealed', key: 'private_key_key_id', id: 'id' },
] as const;

/** A table with sealed secrets. */
export type SealedTable = (typeof places)[number]['table'];

export const sealedTables: readonly SealedTable[] = places.map(({ table }) => table);

/** The ids of the keys that stored secrets need. Fails after a second. */
export async function findSealingKeyIds(): Promise<string[]> {
  const each = places.map(
    ({ table, key }) => `SELECT "${key}" AS id FROM "${table}" WHERE "${key}" IS NOT NULL`,
  );
  const { rows } = await database().health.query<{ id: string }>(`${each.join(' UNION ')} ORDER BY 1`);
  return rows.map(({ id }) => id);
}

/** A sealed secret and the id it is bound to. */
export type SealedSecret = { id: string; sealed: Sealed };

/** Secrets of a table that another key than `keyId` seals, in the order of their ids after `after`. */
export async function findSealedByOtherKeys(
  table: SealedTable,
  about: { keyId: string; after: string; limit: number },
): Promise<SealedSecret[]> {
  const { secret, key, id } = placeOf(table);
  const { rows } = await database().pool.query<{ id: string; keyId: string; bytes: Buffer }>(
    `SELECT "${id}"::text AS id, "${key}" AS "keyId", "${secret}" AS bytes FROM "${table}"
     WHERE "${key}" <> $1 AND "${id}"::text > $2 ORDER BY "${id}"::text LIMIT $3`,
    [about.keyId, about.after, about.limit],
  );
  return rows.map((row) => ({ id: row.id, sealed: { keyId: row.keyId, bytes: row.bytes } }));
}

/** Replaces a sealed secret, unless it was replaced or erased meanwhile. Returns whether it did. */
export async function replaceSealed(
  table: SealedTable,
  { id, sealed }: SealedSecret,
  by: Sealed,
): Promise<boolean> {
  const place = placeOf(table);
  const { rowCount } = await database().pool.query(
    `UPDATE "${table}" SET "${place.secret}" = $1, "${place.key}" = $2
     WHERE "${place.id}"::text = $3 AND "${place.secret}" = $4`,
    [by.bytes, by.keyId, id, sealed.bytes],
  );
  return rowCount === 1;
}

function placeOf(table: SealedTable) {
  const place = places.find((each) => each.table === table);
  if (!place) throw new Error(`${table} has no sealed secrets`);
  return place;
}
