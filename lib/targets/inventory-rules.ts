import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { type EnvironmentRow, findEnvironmentRows } from '@/lib/db/targets/inventory';
import { isPrismaError } from '@/lib/db/transaction';

/** An environment that is not archived, so that it can have targets. Throws `invalid`. */
export async function findOpenEnvironment(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<EnvironmentRow> {
  const [environment] = await findEnvironmentRows(organizationId, id, tx);
  if (environment && environment.retiredAt === null) return environment;
  const message = environment
    ? `${environment.name} is archived. Restore it, or choose another environment.`
    : 'This environment no longer exists.';
  throw new AccessError('invalid', message, { faults: [{ path: 'environmentId', message }] });
}

/**
 * Runs a write of a name. `noun` is what the name belongs to. Throws `name-taken` if another one has the name, which can
 * be an archived one.
 */
export async function mapInventoryNameConflict<T>(
  noun: string,
  name: string,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isPrismaError(error, 'P2002')) throw error;
    const message = `The name ${name} is already in use, possibly by an archived ${noun}. Choose another name, or restore that ${noun}.`;
    throw new AccessError('name-taken', message, { faults: [{ path: 'name', message }] });
  }
}

/** The fields that differ, with both values. */
export function changesOf<T extends Record<string, unknown>>(
  before: T,
  after: T,
): Record<string, { from: unknown; to: unknown }> {
  const changed = Object.keys(after).filter((key) => before[key] !== after[key]);
  return Object.fromEntries(changed.map((key) => [key, { from: before[key], to: after[key] }]));
}
