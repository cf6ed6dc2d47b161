import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdminOrKeyForRuleChange } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { findRegistrationKey } from '@/lib/db/people/api-tokens';
import { findOrganization, writeOrganization } from '@/lib/db/people/organizations';
import { findSubject } from '@/lib/db/people/people';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ keyId: z.uuid('Send the id of a registration key.').nullable() });

/**
 * Lets servers register with one registration key only, or with any (null). Admins, who can always register servers, and
 * their API keys. Throws `invalid`, `forbidden`.
 */
export async function setRegistrationKey(ctx: Context, input: unknown): Promise<{ keyId: string | null }> {
  const { keyId } = parse(inputSchema, input);
  const { organizationId } = ctx;
  return inTransaction(async (tx) => {
    await requireAdminOrKeyForRuleChange(ctx, tx);
    const { registrationKeyId: before } = await findOrganization(organizationId, tx);
    const to = keyId === null ? null : await requireRegistrationKey(tx, organizationId, keyId);
    if (before === keyId) return { keyId };
    await writeOrganization(tx, organizationId, { registrationKeyId: keyId });
    const from = before === null ? null : ((await findSubject(organizationId, before, tx))?.name ?? null);
    await record(tx, ctx, {
      action: 'update-organization',
      data: { changes: { registrationKey: { from, to } } },
    });
    return { keyId };
  });
}

/** The name of an active registration key. Throws `invalid`. */
async function requireRegistrationKey(tx: Tx, organizationId: string, id: string): Promise<string> {
  const key = await findRegistrationKey(tx, organizationId, id);
  if (key) return key.name;
  const message = 'There is no active registration key with this id.';
  throw new AccessError('invalid', message, { faults: [{ path: 'keyId', message }] });
}
