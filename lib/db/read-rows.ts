import type pg from 'pg';
import type { Tx } from './client';

/** A statement that PostgreSQL parses once for each connection. `name` is of this text only. */
export type Statement = { name: string; text: string };

/**
 * Reads rows with a frequent statement, on a pool or in a transaction. On a pool it costs a fraction of a query that Prisma
 * builds.
 */
export async function readRows<Row extends pg.QueryResultRow>(
  source: pg.Pool | Tx,
  { name, text }: Statement,
  values: unknown[],
): Promise<Row[]> {
  if ('$queryRawUnsafe' in source) return source.$queryRawUnsafe<Row[]>(text, ...values);
  return (await source.query<Row>({ name, text, values })).rows;
}
