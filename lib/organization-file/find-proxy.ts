import type { InputError } from '@/lib/core/error';
import type { VirtualFields } from '@/lib/core/target/virtual';
import type { SnapshotTarget } from '@/lib/db/policies/organization-snapshot';
import type { FileTarget } from './file-schema';
import type { Lookup } from './lookup';

type Proxy = Pick<VirtualFields, 'proxyTargetId' | 'proxyEnvironmentId'>;

/** The proxy that the file has for a database or web app: no fields if the file says nothing, or what is wrong with it. */
export function findProxy(
  path: string,
  { proxyTarget, proxyEnvironment }: FileTarget,
  lookUps: { target: Lookup<SnapshotTarget>; environment: Lookup<{ id: string }> },
): { fields: Partial<Proxy> } | { fault: InputError } {
  if (proxyTarget !== undefined) {
    const found = lookUps.target(proxyTarget);
    if (found === 'invalid') return { fields: {} };
    if ('error' in found) return { fault: { path: `${path}.proxyTarget`, message: found.error } };
    const { id, type } = found.item;
    if (type === 'Bzero' || type === 'Cluster')
      return { fields: { proxyTargetId: id, proxyEnvironmentId: null } };
    return { fault: { path: `${path}.proxyTarget`, message: 'must be the name of a server or a cluster' } };
  }
  if (proxyEnvironment === undefined) return { fields: {} };
  const found = lookUps.environment(proxyEnvironment);
  if (found === 'invalid') return { fields: {} };
  if ('error' in found) return { fault: { path: `${path}.proxyEnvironment`, message: found.error } };
  return { fields: { proxyTargetId: null, proxyEnvironmentId: found.item.id } };
}
