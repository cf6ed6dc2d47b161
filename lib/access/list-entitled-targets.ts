import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import { requirePerson } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { findPersonByEmail } from '@/lib/db/people/people';
import { type EntitledTarget, findEntitlements } from '@/lib/db/policies/entitlements';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ userEmail: z.string().trim().toLowerCase().optional() });

/**
 * The targets that the caller has access to now, by standing policies and active grants. Admins and their API keys can
 * name another person by email; an unknown email has access to nothing.
 */
export async function listEntitledTargets(
  ctx: Context,
  input: unknown,
): Promise<{ targets: EntitledTarget[]; now: Date }> {
  const { userEmail } = parse(inputSchema, input);
  const { organizationId } = ctx;
  const own = ctx.actor.kind === 'user' ? await requirePerson(ctx) : null;
  if (userEmail === undefined || own?.email === userEmail) {
    // An API key acts for no person, so it has no access of its own.
    if (!own) await requireAdminOrKey(ctx);
    return findEntitlements({ organizationId, userId: own?.id ?? nobody });
  }
  await requireAdminOrKey(ctx);
  const person = await findPersonByEmail(organizationId, userEmail);
  return findEntitlements({ organizationId, userId: person?.id ?? nobody });
}

const nobody = '00000000-0000-0000-0000-000000000000';
