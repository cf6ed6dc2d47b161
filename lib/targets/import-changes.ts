import type { ImportChange } from '@/lib/core/target/target-import';
import { formatWay } from '@/lib/core/text/target';
import type { Tx } from '@/lib/db/client';
import type { SnapshotTarget } from '@/lib/db/policies/organization-snapshot';
import { findTarget } from '@/lib/db/targets/targets';

const plainFields = ['os', 'host', 'port', 'databaseType', 'rdpPort', 'sqlServerPort'] as const;

/**
 * What a row changes about a stored target, by column; none if it changes nothing. An archived target is restored.
 *
 * @param names `name.environment` of targets by id; those that it lacks are read
 */
export async function findChanges(
  tx: Tx,
  organizationId: string,
  { before, target }: { before: SnapshotTarget; target: SnapshotTarget },
  names: ReadonlyMap<string, string>,
): Promise<ImportChange[]> {
  const changes: ImportChange[] = [];
  for (const column of plainFields) {
    if (before[column] === target[column]) continue;
    changes.push({ column, from: String(before[column] ?? ''), to: String(target[column] ?? '') });
  }
  if (before.tunnelWay !== target.tunnelWay || before.jumpTargetId !== target.jumpTargetId) {
    const from = await describeWay(tx, organizationId, before, names);
    const to = await describeWay(tx, organizationId, target, names);
    changes.push({ column: 'way', from, to });
  }
  if (before.archived) changes.push({ column: 'archived', from: 'yes', to: 'no' });
  return changes;
}

async function describeWay(
  tx: Tx,
  organizationId: string,
  { tunnelWay, jumpTargetId }: SnapshotTarget,
  names: ReadonlyMap<string, string>,
): Promise<string> {
  if (tunnelWay === null) return '';
  if (jumpTargetId === null) return formatWay({ tunnelWay, jump: null });
  const known = names.get(jumpTargetId);
  if (known !== undefined) return known;
  const jump = await findTarget(organizationId, jumpTargetId, tx);
  return jump ? formatWay({ tunnelWay, jump }) : '';
}
