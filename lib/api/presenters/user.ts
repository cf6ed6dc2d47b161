import type { z } from 'zod';
import type { ApiSubject } from '@/lib/directory/get-subject';
import type { ApiKeyRow } from '@/lib/tokens/list-api-keys';
import type { apiKeyAnswer, subjectAnswer, userAnswer } from '../answers/user';

/** `users.User` of the SDK. */
export function presentUser(subject: ApiSubject): z.output<typeof userAnswer> {
  const { type: _, ...rest } = presentSubject(subject);
  return { ...rest, fullName: subject.name };
}

/** `subjects.Subject` of the SDK. An API key has its name in the place of an email. */
export function presentSubject(subject: ApiSubject): z.output<typeof subjectAnswer> {
  const { id, organizationId, kind, email, name, role, createdAt, lastLoginAt } = subject;
  return {
    id,
    organizationId,
    email: kind === 'ApiKey' ? name : email,
    isAdmin: role === 'Admin',
    timeCreated: createdAt.toISOString(),
    lastLogin: lastLoginAt?.toISOString() ?? null,
    type: kind,
  };
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
