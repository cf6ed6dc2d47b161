import type { ApiPerson } from '@/lib/directory/get-api-person';

/** `users.User` of the SDK. */
export function presentUser(person: ApiPerson) {
  return {
    id: person.id,
    organizationId: person.organizationId,
    fullName: person.name,
    email: person.email,
    isAdmin: person.role === 'Admin',
    timeCreated: person.createdAt.toISOString(),
    lastLogin: person.lastLoginAt?.toISOString() ?? null,
  };
}

/** `subjects.Subject` of the SDK. */
export function presentSubject(person: ApiPerson) {
  const { fullName: _, ...subject } = presentUser(person);
  return { ...subject, type: 'User' };
}
