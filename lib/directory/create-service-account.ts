import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { findCreatorId } from '@/lib/authorization/find-creator-id';
import { requireAccountManager } from '@/lib/authorization/require-account-manager';
import { actingSubjectId } from '@/lib/authorization/require-subject';
import { type Context, newId } from '@/lib/context';
import { isEmail } from '@/lib/core/email';
import { AccessError } from '@/lib/core/error';
import { isOneLine } from '@/lib/core/one-line';
import { writeCreator } from '@/lib/db/people/people';
import { insertServiceAccount } from '@/lib/db/people/service-accounts';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

const line = z
  .string()
  .min(1, 'Enter a value.')
  .max(2000, 'Use at most 2000 characters.')
  .refine(isOneLine, 'Use one line without invisible characters.');

const inputSchema = z.object({
  email: z.string().trim().toLowerCase().refine(isEmail, 'Enter an email, like deploy@example.com.'),
  externalId: line,
  jwksUrl: line.refine(isKeyAddress, 'Enter an address that begins with https://, without a user name.'),
  jwksUrlPattern: line,
});

/**
 * Creates a service account with the role User, and returns its id. Admins and admin API keys only. Throws `invalid`,
 * `forbidden`, or `name-taken` if a person or another service account has the email.
 */
export async function createServiceAccount(ctx: Context, input: unknown): Promise<{ id: string }> {
  const account = parse(inputSchema, input);
  const { organizationId } = ctx;
  const id = newId();
  await inTransaction(async (tx) => {
    await requireAccountManager(ctx, tx);
    const row = { ...account, id, organizationId, createdById: actingSubjectId(ctx) };
    if (!(await insertServiceAccount(tx, row))) throw emailTaken(account.email);
    // The creator names the provider, and can name one whose keys they hold.
    await writeCreator(tx, organizationId, id, await findCreatorId(ctx, tx));
    const { email, externalId, jwksUrl } = account;
    const data = { email, externalId, jwksUrl };
    await record(tx, ctx, { action: 'create-service-account', data }, { userId: id });
  });
  return { id };
}

function emailTaken(email: string): AccessError {
  const message = `A person or service account has the email ${email}.`;
  return new AccessError('name-taken', message, { faults: [{ path: 'email', message }] });
}

function isKeyAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return protocol === 'https:' && username === '' && password === '';
}
