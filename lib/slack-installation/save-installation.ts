import { record } from '@/lib/audit/record';
import { requireAdmin } from '@/lib/authorization/require-person';
import { type Context, newId } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { Barred } from '@/lib/core/slack/slack-account';
import type { Tx } from '@/lib/db/client';
import { insertInstallation, renewInstallation } from '@/lib/db/slack/installation-writes';
import { findInstallation, findInstallationOfTeam, type InstallationRow } from '@/lib/db/slack/installations';
import { saveSlackLink } from '@/lib/db/slack/slack-links';
import { inTransaction, isPrismaError, lockForRuleChange } from '@/lib/db/transaction';
import { env } from '@/lib/env';
import { sendJob } from '@/lib/outbox/send-job';
import { seal } from '@/lib/secrets';

/** Why an integration is refused, each with words of its own on the settings page (R18). */
export type InstallationRefusal =
  | 'not-workspace-admin'
  | 'other-email'
  | 'workspace-taken'
  | 'other-workspace';

/** What Slack said of the installation and of who made it. */
export type NewInstallation = {
  teamId: string;
  teamName: string;
  enterpriseId: string | null;
  appId: string;
  botUserId: string;
  scopes: string[];
  token: string;
  installer: { slackUserId: string; email: string | null; isTeamAdmin: boolean; barred: Barred | null };
};

/**
 * Stores an installation, or renews that of the same workspace, when R18 holds; otherwise nothing is
 * stored and the refusal is given. The installer's Slack account is linked by it (R17).
 */
export async function saveInstallation(
  ctx: Context,
  installation: NewInstallation,
): Promise<InstallationRow | InstallationRefusal> {
  try {
    return await inTransaction((tx) => save(tx, ctx, installation));
  } catch (error) {
    if (isPrismaError(error, 'P2002')) return 'workspace-taken';
    throw error;
  }
}

async function save(
  tx: Tx,
  ctx: Context,
  made: NewInstallation,
): Promise<InstallationRow | InstallationRefusal> {
  const { organizationId } = ctx;
  await lockForRuleChange(tx, organizationId);
  const person = await requireAdmin(ctx, tx);
  if (!made.installer.isTeamAdmin || made.installer.barred) return 'not-workspace-admin';
  if (made.installer.email?.toLowerCase() !== person.email) return 'other-email';
  const ofTeam = await findInstallationOfTeam(made.teamId, tx);
  if (ofTeam && ofTeam.organizationId !== organizationId) return 'workspace-taken';
  const current = await findInstallation(organizationId, tx);
  if (current && current.teamId !== made.teamId) return 'other-workspace';

  const id = current?.id ?? newId();
  const { keyId, bytes } = seal(env().encryptionKeys, made.token, id);
  const { token: _, installer, ...facts } = made;
  const row = {
    ...facts,
    tokenSealed: bytes,
    tokenKeyId: keyId,
    installedById: person.id,
    installerSlackId: installer.slackUserId,
  };
  await (current ? renewInstallation(tx, id, row) : insertInstallation(tx, { id, organizationId, ...row }));

  const account = { teamId: made.teamId, slackUserId: installer.slackUserId };
  await saveSlackLink(tx, account, person.id);
  const { teamId, teamName, scopes } = made;
  await record(tx, ctx, { action: 'save-installation', data: { teamId, teamName, scopes } });
  const link = { email: person.email, ...account, how: 'installer' } as const;
  await record(tx, ctx, { action: 'link-slack-user', data: link }, { userId: person.id });
  await sendJob(tx, 'sync-log-channel', { installationId: id });
  await sendJob(tx, 'greet-slack-user', { installationId: id, slackUserId: installer.slackUserId });
  const saved = await findInstallation(organizationId, tx);
  if (!saved)
    throw new AccessError('not-integrated', 'The installation is gone. Integrate with Slack again.');
  return saved;
}
