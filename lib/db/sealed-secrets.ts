import type { Sealed } from '@/lib/secrets';
import { database, type Tx } from './client';

/**
 * Where sealed secrets are stored: the columns of the secret, of the id of its key, and of the id it is bound to, and the
 * organization that it belongs to.
 */
const places = [
  {
    table: 'slack_installation',
    ...{ secret: 'token_sealed', key: 'token_key_id', id: 'id', owner: '"organization_id"' },
  },
  {
    table: 'slack_token_to_revoke',
    ...{ secret: 'token_sealed', key: 'token_key_id', id: 'installation_id' },
    owner: '(SELECT i."organization_id" FROM "slack_installation" i WHERE i."id" = "installation_id")',
  },
  {
    table: 'certificate_authority',
    ...{ secret: 'key_sealed', key: 'sealing_key_id', id: 'id', owner: '"organization_id"' },
  },
  {
    table: 'dynamic_access',
    ...{ secret: 'secret_sealed', key: 'secret_key_id', id: 'target_id', owner: '"organization_id"' },
  },
  {
    table: 'audit_key',
    ...{ secret: 'private_key_sealed', key: 'private_key_key_id', id: 'id', owner: '"log"' },
  },
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

/** One of the secrets of a table that a key sealed, and how many there are. */
export type SealedSample = SealedSecret & { table: SealedTable; count: number };

/** For each table and key that sealed secrets in it, one of them. Fails after a second. */
export async function findSealedSamples(): Promise<SealedSample[]> {
  const each = places.map(
    ({ table, secret, key, id }) =>
      `(SELECT DISTINCT ON ("${key}") '${table}' AS "table", "${id}"::text AS id, "${key}" AS "keyId",
         "${secret}" AS bytes, (count(*) OVER (PARTITION BY "${key}"))::int AS count
       FROM "${table}" WHERE "${key}" IS NOT NULL ORDER BY "${key}", "${id}")`,
  );
  const { rows } = await database().health.query<{
    table: SealedTable;
    id: string;
    keyId: string;
    bytes: Buffer;
    count: number;
  }>(`${each.join(' UNION ALL ')} ORDER BY "keyId", "table"`);
  return rows.map(({ table, id, keyId, bytes, count }) => ({ table, id, sealed: { keyId, bytes }, count }));
}

/** All sealed secrets of a table that belong to an organization, or to the log of no organization. */
export async function findSealedOf(
  tx: Tx,
  table: SealedTable,
  organizationId: string,
): Promise<SealedSecret[]> {
  const { secret, key, id, owner } = placeOf(table);
  const rows = await tx.$queryRawUnsafe<{ id: string; keyId: string; bytes: Uint8Array }[]>(
    `SELECT "${id}"::text AS id, "${key}" AS "keyId", "${secret}" AS bytes FROM "${table}"
     WHERE "${key}" IS NOT NULL AND ${owner} = $1::uuid ORDER BY "${id}"`,
    organizationId,
  );
  return rows.map((row) => ({ id: row.id, sealed: { keyId: row.keyId, bytes: Buffer.from(row.bytes) } }));
}

/** Replaces a sealed secret in a transaction. */
export async function writeSealed(tx: Tx, table: SealedTable, { id, sealed }: SealedSecret): Promise<void> {
  const place = placeOf(table);
  await tx.$executeRawUnsafe(
    `UPDATE "${table}" SET "${place.secret}" = $1, "${place.key}" = $2 WHERE "${place.id}"::text = $3`,
    new Uint8Array(sealed.bytes),
    sealed.keyId,
    id,
  );
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
