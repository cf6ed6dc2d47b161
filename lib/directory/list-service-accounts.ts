import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import { actingSubjectId, requireSubject } from '@/lib/authorization/require-subject';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findServiceAccounts, type ServiceAccountRow } from '@/lib/db/people/service-accounts';
import { parse } from '@/lib/parse';

export type { ServiceAccountRow };

const inputSchema = z.object({ accountId: z.uuid() });

/** The service accounts, disabled ones included, sorted by email. Admins and their programs only. Throws `forbidden`. */
export async function listServiceAccounts(ctx: Context): Promise<ServiceAccountRow[]> {
  await requireAdminOrKey(ctx);
  return findServiceAccounts(ctx.organizationId);
}

/** One service account. Admins and their programs only. Throws `invalid`, `forbidden`, `not-found`. */
export async function getServiceAccount(ctx: Context, input: unknown): Promise<ServiceAccountRow> {
  const { accountId } = parse(inputSchema, input);
  await requireAdminOrKey(ctx);
  return findOne(ctx, accountId);
}

/** The service account that calls. Throws `not-signed-in`, and `forbidden` to everybody else. */
export async function getOwnServiceAccount(ctx: Context): Promise<ServiceAccountRow> {
  await requireSubject(ctx);
  if (ctx.actor.kind !== 'service-account')
    throw new AccessError('forbidden', 'You are no service account. Read subjects/me.');
  return findOne(ctx, actingSubjectId(ctx));
}

async function findOne({ organizationId }: Context, id: string): Promise<ServiceAccountRow> {
  const [account] = await findServiceAccounts(organizationId, id);
  if (!account) throw new AccessError('not-found', 'Service account not found.');
  return account;
}
