import type { Tx } from '@/lib/db/client';
import type { SnapshotTarget } from '@/lib/db/policies/organization-snapshot';

/** Targets of an organization of any of some names, in whatever environment, retired ones too. */
export async function findTargetsNamed(
  tx: Tx,
  organizationId: string,
  names: readonly string[],
): Promise<SnapshotTarget[]> {
  const rows = await tx.target.findMany({ where: { organizationId, name: { in: [...names] } } });
  return rows.map(({ status, ...target }) => ({ ...target, retired: status === 'Terminated' }));
}
