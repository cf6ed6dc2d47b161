import type { ServiceAccountRow } from '@/lib/directory/list-service-accounts';

/** `serviceaccounts.ServiceAccount` of the SDK. */
export function presentServiceAccount(account: ServiceAccountRow) {
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
