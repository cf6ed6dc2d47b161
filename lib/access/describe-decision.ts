import type { RequestView } from '@/lib/core/access/request';

/** Who decided a request and what, for somebody who came too late (R7). When is the surface's to add. */
export function describeDecision(request: RequestView): string {
  const who = request.decidedBy?.email ?? (request.automatic ? `policy ${request.policy.name}` : 'nobody');
  switch (request.state) {
    case 'Approved':
      return `Already approved by ${who}.`;
    case 'Denied':
      return `Already denied by ${who}.`;
    case 'Lapsed':
      return 'Nobody decided this request in time; it has lapsed.';
    case 'Cancelled':
      return `This request was cancelled: ${request.decisionReason ?? 'its person took it back'}.`;
    case 'Invalidated':
      return `This request is void: ${request.decisionReason ?? 'no policy covers it any more'}.`;
    case 'Pending':
      return 'This request still waits for a decision.';
  }
}
