import type { z } from 'zod';
import type { ApiPerson } from '@/lib/directory/get-api-person';
import type { Subject } from '@/lib/directory/get-subject';
import type { ApiKeyRow } from '@/lib/tokens/list-api-keys';
import type { apiKeyAnswer, subjectAnswer, userAnswer } from '../answers/user';

/** `users.User` of the SDK. */
export function presentUser(person: ApiPerson): z.output<typeof userAnswer> {
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

/** `subjects.Subject` of the SDK. An API key has its name in the place of an email. */
export function presentSubject(subject: Subject): z.output<typeof subjectAnswer> {
  if ('person' in subject) {
    const { fullName: _, ...rest } = presentUser(subject.person);
    return { ...rest, type: 'User' };
  }
  const { id, organizationId, name, role, createdAt, lastUsedAt } = subject.apiKey;
  return {
    id,
    organizationId,
    email: name,
    isAdmin: role === 'Admin',
    timeCreated: createdAt.toISOString(),
    lastLogin: lastUsedAt?.toISOString() ?? null,
    type: 'ApiKey',
  };
}

/** `users.User` of the SDK, for the caller, who can be an API key. */
export function presentCaller(subject: Subject): z.output<typeof userAnswer> {
  if ('person' in subject) return presentUser(subject.person);
  const { type: _, ...rest } = presentSubject(subject);
  return { ...rest, fullName: rest.email };
}

/** `apikeys.ApiKey` of the SDK. */
export function presentApiKey({
  id,
  name,
  createdAt,
  isRegistrationKey,
}: Pick<ApiKeyRow, 'id' | 'name' | 'createdAt' | 'isRegistrationKey'>): z.output<typeof apiKeyAnswer> {
  return { id, name, timeCreated: createdAt.toISOString(), isRegistrationKey };
}
