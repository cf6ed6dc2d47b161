import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { type EnvironmentRow, findEnvironmentRows } from '@/lib/db/targets/inventory';
import { findBehind } from '@/lib/db/targets/targets';
import { isPrismaError } from '@/lib/db/transaction';

/** An environment that is not archived, so that it can have targets. Throws `invalid`. */
export async function findOpenEnvironment(
  tx: Tx | undefined,
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

/** Runs a write of a name. Throws `name-taken` if another environment, or target of the environment, in use has it. */
export async function mapInventoryNameConflict<T>(name: string, write: () => Promise<T>): Promise<T> {
  return mapConflict(`The name ${name} is already in use. Choose another name.`, write);
}

/** Restores something archived. `noun` says what it is. Throws `name-taken` if another one in use has its name by now. */
export async function mapRestoredName<T>(noun: string, restore: () => Promise<T>): Promise<T> {
  return mapConflict(`Another ${noun} in use has this name by now. Rename that one first.`, restore);
}

async function mapConflict<T>(message: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isPrismaError(error, 'P2002')) throw error;
    throw new AccessError('name-taken', message, { faults: [{ path: 'name', message }] });
  }
}

/** Refuses to archive a target or an environment that databases or web apps are behind. Throws `in-use`, and names one. */
export async function requireNothingBehind(
  tx: Tx,
  organizationId: string,
  proxy: { proxyTargetId: string } | { proxyEnvironmentId: string },
): Promise<void> {
  const [first, ...others] = await findBehind(organizationId, proxy, tx);
  if (first === undefined) return;
  const more = others.length === 0 ? ' has' : ` and ${others.length} more have`;
  throw new AccessError(
    'in-use',
    `${first.name}${more} this as their proxy. Choose another proxy there first.`,
  );
}

/** The fields that differ, with both values. */
export function changesOf<T extends Record<string, unknown>>(
  before: T,
  after: T,
): Record<string, { from: unknown; to: unknown }> {
  const changed = Object.keys(after).filter((key) => before[key] !== after[key]);
  return Object.fromEntries(changed.map((key) => [key, { from: before[key], to: after[key] }]));
}
