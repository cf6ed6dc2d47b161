import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { insertInstallState } from '@/lib/db/slack/install-states';
import { fingerprint, newToken } from '@/lib/secrets';

/**
 * Starts an installation. Returns the state that Slack sends back: valid once, for ten minutes, for this admin. Throws
 * `forbidden`.
 */
export async function beginInstallation(ctx: Context): Promise<{ state: string }> {
  const person = await requireAdmin(ctx);
  const state = newToken();
  await insertInstallState(fingerprint(state), { organizationId: ctx.organizationId, userId: person.id });
  return { state };
}
