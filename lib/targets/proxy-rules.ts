import { AccessError } from '@/lib/core/error';
import type { VirtualFields } from '@/lib/core/target/virtual';
import type { Tx } from '@/lib/db/client';
import { findEnvironmentRows } from '@/lib/db/targets/inventory';
import { findTarget, type ReachableTarget } from '@/lib/db/targets/targets';

type Proxy = Pick<VirtualFields, 'proxyTargetId' | 'proxyEnvironmentId'>;

/** Checks the proxy of a database or web app. Returns its name, null without one. Throws `invalid` at the field. */
export async function requireValidProxy(
  tx: Tx,
  organizationId: string,
  { proxyTargetId, proxyEnvironmentId }: Proxy,
): Promise<string | null> {
  if (proxyTargetId !== null && proxyEnvironmentId !== null)
    throw invalid('proxyEnvironmentId', 'Choose one proxy: a target or an environment.');
  if (proxyTargetId !== null) {
    const target = await findTarget(organizationId, proxyTargetId, tx);
    if (target?.type === 'Bzero' || target?.type === 'Cluster') return target.name;
    throw invalid('proxyTargetId', 'Choose a server or a cluster that is not archived.');
  }
  if (proxyEnvironmentId === null) return null;
  const environment = await findProxyEnvironment(tx, organizationId, proxyEnvironmentId);
  if (environment?.retiredAt === null) return environment.name;
  throw invalid('proxyEnvironmentId', 'Choose an environment that is not archived.');
}

/** The name of the proxy that is stored of a database or web app, null without one. */
export async function describeProxy(
  tx: Tx,
  organizationId: string,
  { proxyTargetName, proxyEnvironmentId }: ReachableTarget,
): Promise<string | null> {
  if (proxyEnvironmentId === null) return proxyTargetName;
  return (await findProxyEnvironment(tx, organizationId, proxyEnvironmentId))?.name ?? null;
}

async function findProxyEnvironment(tx: Tx, organizationId: string, id: string) {
  const [environment] = await findEnvironmentRows(organizationId, id, tx);
  return environment;
}

function invalid(path: string, message: string): AccessError {
  return new AccessError('invalid', message, { faults: [{ path, message }] });
}
