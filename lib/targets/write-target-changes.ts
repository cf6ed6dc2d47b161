import { endUncoveredGrants } from '@/lib/access/end-uncovered-grants';
import { record } from '@/lib/audit/record';
import type { Context } from '@/lib/context';
import type { TunnelFields } from '@/lib/core/target/tunnel';
import { formatWay } from '@/lib/core/text/target';
import type { Tx } from '@/lib/db/client';
import { writeTarget, writeVirtualFields } from '@/lib/db/targets/inventory-writes';
import { findTarget, type ReachableTarget } from '@/lib/db/targets/targets';
import { changesOf, findOpenEnvironment } from './inventory-rules';
import { describeProxy, requireValidProxy } from './proxy-rules';
import type { TargetFields } from './target-fields';
import { requireValidWay } from './tunnel-rules';

/**
 * Writes the fields of a target after its checks, with an audit event if something changes, and ends the access that no
 * policy gives any more (R11). Returns the name, and how many active grants ended. Throws as `updateTarget` does.
 */
export async function writeTargetChanges(
  tx: Tx,
  ctx: Context,
  stored: ReachableTarget,
  fields: TargetFields,
): Promise<{ name: string; ended: number }> {
  const { organizationId } = ctx;
  const { id } = stored;
  const environment = await findOpenEnvironment(tx, organizationId, fields.environmentId);
  const wayBefore = await describeWay(tx, organizationId, stored);
  const way = await requireValidWay(tx, organizationId, id, fields);
  const proxyBefore = await describeProxy(tx, organizationId, stored);
  const proxy = await requireValidProxy(tx, organizationId, fields);
  await writeTarget(tx, organizationId, id, fields);
  await writeVirtualFields(tx, organizationId, id, fields);
  const changes = changesOf(
    { ...plainFields(stored), environment: stored.environment, way: wayBefore, proxy: proxyBefore },
    { ...plainFields(fields), environment: environment.name, way, proxy },
  );
  const { name } = fields;
  if (Object.keys(changes).length === 0) return { name, ended: 0 };
  const data = { name, environment: environment.name, type: stored.type, changes };
  await record(tx, ctx, { action: 'update-target', data }, { targetId: id });
  return { name, ended: await endUncoveredGrants(tx, ctx) };
}

function plainFields(target: TargetFields | ReachableTarget) {
  const { name, os, host, port, databaseType, rdpPort, sqlServerPort } = target;
  const { localHost, localPort, authenticationType, authenticationLabel, cloudServiceProvider } = target;
  const authentication = { authenticationType, authenticationLabel, cloudServiceProvider };
  return {
    name,
    os,
    host,
    port,
    databaseType,
    rdpPort,
    sqlServerPort,
    localHost,
    localPort,
    ...authentication,
  };
}

async function describeWay(
  tx: Tx,
  organizationId: string,
  { tunnelWay, jumpTargetId }: TunnelFields,
): Promise<string | null> {
  if (tunnelWay === null) return null;
  const jump = jumpTargetId && (await findTarget(organizationId, jumpTargetId, tx));
  return formatWay({ tunnelWay, jump: jump || null });
}
