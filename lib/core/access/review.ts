import type { Role } from '@/lib/core/actor';
import type { SubjectKind } from '@/lib/core/subject';

/** Somebody who may decide. Without a kind it is a person. */
export type Reviewer = { id: string; role: Role; disabledAt: Date | null; kind?: SubjectKind };

/** Why a subject cannot decide a request. */
export type ReviewRefusal = 'not-an-admin' | 'own-request';

/**
 * Why this subject cannot decide this request; null when they can. Any active admin decides who is a person, but nobody
 * their own request unless the organization allows self-approval (R6). To deny one's own request is a decision too.
 */
export function reviewRefusal(
  reviewer: Reviewer,
  request: { requesterId: string },
  organization: { selfApproval: boolean },
): ReviewRefusal | null {
  const { kind = 'User', role, disabledAt } = reviewer;
  if (kind !== 'User' || role !== 'Admin' || disabledAt !== null) return 'not-an-admin';
  if (reviewer.id === request.requesterId && !organization.selfApproval) return 'own-request';
  return null;
}

/** The people who can decide a request (R6), in the order given. */
export function decidersAmong<Person extends Reviewer>(
  people: readonly Person[],
  request: { requesterId: string },
  organization: { selfApproval: boolean },
): Person[] {
  return people.filter((person) => reviewRefusal(person, request, organization) === null);
}
