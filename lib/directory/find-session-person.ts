import type { Role } from '@/lib/core/actor';
import { findSessionPersonRow } from '@/lib/db/people/people';

/** The signed-in person, with the name of their organization. */
export type SessionPerson = {
  id: string;
  organizationId: string;
  organizationName: string;
  email: string;
  name: string;
  role: Role;
};

/** The person of a session; null if they are unknown or disabled. */
export async function findSessionPerson(userId: string): Promise<SessionPerson | null> {
  return findSessionPersonRow(userId);
}
