import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { insertInstallState } from '@/lib/db/slack/install-states';
import { fingerprint, newToken } from '@/lib/secrets';

/**
 * Begins an installation: gives the state that Slack hands back, good once and for ten minutes, bound to
 * the admin and the organization. Throws `forbidden` for whoever is no admin.
 */
export async function beginInstallation(ctx: Context): Promise<{ state: string }> {
  const person = await requireAdmin(ctx);
  const state = newToken();
  await insertInstallState(fingerprint(state), { organizationId: ctx.organizationId, userId: person.id });
  return { state };
}
