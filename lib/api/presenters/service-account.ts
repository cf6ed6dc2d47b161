import type { z } from 'zod';
import type { ServiceAccountRow } from '@/lib/directory/list-service-accounts';
import type { serviceAccountAnswer } from '../answers/service-account';

/** `serviceaccounts.ServiceAccount` of the SDK. */
export function presentServiceAccount(account: ServiceAccountRow): z.output<typeof serviceAccountAnswer> {
  const { id, organizationId, email, externalId, jwksUrl, jwksUrlPattern } = account;
  return {
    id,
    organizationId,
    email,
    externalId,
    jwksUrl,
    jwksUrlPattern,
    isAdmin: account.role === 'Admin',
    timeCreated: account.createdAt.toISOString(),
    lastLogin: account.lastLoginAt?.toISOString() ?? null,
    createdBy: account.createdById,
    enabled: account.disabledAt === null,
  };
}
