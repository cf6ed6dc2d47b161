import type { RequestView } from '@/lib/core/access/request';
import { formatDuration } from '@/lib/core/text/duration';
import { formatAccessSpec } from '@/lib/core/text/target';

/** A request as the question of a bulk action lists it. `spec` has the duration too: `as root, Shell, 1 hour`. */
export type BulkItem = { id: string; requester: string; target: string; spec: string; reason: string };

export function bulkItem(request: RequestView): BulkItem {
  const spec = `${formatAccessSpec(request)}, ${formatDuration(request.duration)}`;
  const { id, requester, target, reason } = request;
  return { id, requester: requester.email, target: `${target.name} ${target.environment}`, spec, reason };
}
