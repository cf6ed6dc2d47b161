import type { RequestView } from '@/lib/core/access/request';
import { formatDuration } from '@/lib/core/text/duration';
import { formatAccessSpec } from '@/lib/core/text/target';

/** A request as it is listed where several are confirmed at once: who, what, as whom, how long. */
export type BulkItem = { id: string; who: string; target: string; how: string };

export function bulkItem(request: RequestView): BulkItem {
  const how = `${formatAccessSpec(request)}, ${formatDuration(request.duration)}`;
  const { id, requester, target } = request;
  return { id, who: requester.email, target: `${target.name} ${target.environment}`, how };
}
