import type { RequesterRef, Role } from '@/lib/core/actor';
import type { SubjectKind } from '@/lib/core/subject';

/** Somebody who may decide. Without a kind it is a person. */
export type Reviewer = { id: string; role: Role; disabledAt: Date | null; kind?: SubjectKind };

/** A request, by whom it is. */
export type Requested = { requester: Pick<RequesterRef, 'id' | 'creatorId'> };

/** Why a subject cannot decide a request. */
export type ReviewRefusal = 'not-an-admin' | 'own-request';

/**
 * Why this subject cannot decide this request; null when they can. Any active admin decides who is a person, but nobody
 * a request of their own unless the organization allows self-approval (R6). To deny one's own request is a decision too.
 */
export function reviewRefusal(
  reviewer: Reviewer,
  request: Requested,
  organization: { selfApproval: boolean },
): ReviewRefusal | null {
  const { kind = 'User', role, disabledAt } = reviewer;
  if (kind !== 'User' || role !== 'Admin' || disabledAt !== null) return 'not-an-admin';
  if (isOwnRequest(reviewer.id, request) && !organization.selfApproval) return 'own-request';
  return null;
}

/**
 * Whether a request counts as a person's own: they made it, or created the API key or service account that did, whose
 * credentials they can hold (R6).
 */
export function isOwnRequest(personId: string, { requester }: Requested): boolean {
  return personId === requester.id || personId === requester.creatorId;
}

/** The people who can decide a request (R6), in the order given. */
export function decidersAmong<Person extends Reviewer>(
  people: readonly Person[],
  request: Requested,
  organization: { selfApproval: boolean },
): Person[] {
  return people.filter((person) => reviewRefusal(person, request, organization) === null);
}
