import type { Role } from '@/lib/core/actor';

export type Reviewer = { userId: string; role: Role; disabledAt: Date | null };

/** Why somebody may not decide a request. */
export type ReviewRefusal = 'not-an-admin' | 'own-request';

/**
 * May this person decide this request? Any active admin, but nobody their own unless the organization
 * allows self-approval (R6). Denying one's own request is a decision too.
 */
export function reviewRefusal(
  reviewer: Reviewer,
  request: { requesterId: string },
  organization: { selfApproval: boolean },
): ReviewRefusal | null {
  if (reviewer.role !== 'Admin' || reviewer.disabledAt !== null) return 'not-an-admin';
  if (reviewer.userId === request.requesterId && !organization.selfApproval) return 'own-request';
  return null;
}
