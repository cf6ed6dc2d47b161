import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { type EnvironmentRow, findEnvironmentRows } from '@/lib/db/targets/inventory-list';
import { isPrismaError } from '@/lib/db/transaction';

/** An environment of the organization that is not retired, where targets may be. Throws `invalid`. */
export async function findOpenEnvironment(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<EnvironmentRow> {
  const [environment] = await findEnvironmentRows(organizationId, id, tx);
  if (environment && environment.retiredAt === null) return environment;
  const message = environment
    ? `${environment.name} is retired: bring it back first, or choose another environment.`
    : 'That environment is no longer here.';
  throw new AccessError('invalid', message, { faults: [{ path: 'environmentId', message }] });
}

/** Runs what writes a name; one that is taken becomes `name-taken` at its field. */
export async function mapNameConflict<T>(what: string, name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isPrismaError(error, 'P2002')) throw error;
    const message = `There is ${what} ${name} already, perhaps a retired one: choose another name, or bring that one back.`;
    throw new AccessError('name-taken', message, { faults: [{ path: 'name', message }] });
  }
}

/** Which fields differ, and how. */
export function changesOf<T extends Record<string, unknown>>(
  before: T,
  after: T,
): Record<string, { from: unknown; to: unknown }> {
  const changed = Object.keys(after).filter((key) => before[key] !== after[key]);
  return Object.fromEntries(changed.map((key) => [key, { from: before[key], to: after[key] }]));
}
