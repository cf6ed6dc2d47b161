import { record } from '@/lib/audit/record';
import { requireAdminForRuleChange } from '@/lib/authorization/require-person';
import { type Context, newId } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { Barred } from '@/lib/core/slack/slack-account';
import type { Tx } from '@/lib/db/client';
import { insertInstallation, renewInstallation } from '@/lib/db/slack/installation-writes';
import { findInstallation, findInstallationOfTeam, type InstallationRow } from '@/lib/db/slack/installations';
import { saveSlackLink } from '@/lib/db/slack/slack-links';
import { inTransaction, isPrismaError } from '@/lib/db/transaction';
import { env } from '@/lib/env';
import { sendJob } from '@/lib/outbox/send-job';
import { seal } from '@/lib/secrets';

/** Why an installation is refused (R18). */
export type InstallationRefusal =
  | 'not-workspace-admin'
  | 'other-email'
  | 'workspace-taken'
  | 'other-workspace';

/** An installation and its installer, as Slack reports them. */
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
 * Saves an installation, or renews the one of the same workspace, when R18 holds; otherwise saves nothing and returns the
 * refusal. Links the installer's Slack account (R17). Throws `forbidden`.
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
  installation: NewInstallation,
): Promise<InstallationRow | InstallationRefusal> {
  const { organizationId } = ctx;
  const { token, installer, ...facts } = installation;
  const { teamId, teamName, scopes } = facts;
  const person = await requireAdminForRuleChange(ctx, tx);
  if (!installer.isTeamAdmin || installer.barred) return 'not-workspace-admin';
  if (installer.email?.toLowerCase() !== person.email) return 'other-email';
  const ofTeam = await findInstallationOfTeam(teamId, tx);
  if (ofTeam && ofTeam.organizationId !== organizationId) return 'workspace-taken';
  const current = await findInstallation(organizationId, tx);
  if (current && current.teamId !== teamId) return 'other-workspace';

  const id = current?.id ?? newId();
  const { keyId, bytes } = seal(env().encryptionKeys, token, id);
  const row = {
    ...facts,
    tokenSealed: bytes,
    tokenKeyId: keyId,
    installedById: person.id,
    installerSlackId: installer.slackUserId,
  };
  await (current ? renewInstallation(tx, id, row) : insertInstallation(tx, { id, organizationId, ...row }));

  const account = { teamId, slackUserId: installer.slackUserId };
  await saveSlackLink(tx, account, person.id);
  await record(tx, ctx, { action: 'save-installation', data: { teamId, teamName, scopes } });
  const link = { email: person.email, ...account, how: 'installer' } as const;
  await record(tx, ctx, { action: 'link-slack-user', data: link }, { userId: person.id });
  await sendJob(tx, 'sync-log-channel', { installationId: id });
  await sendJob(tx, 'greet-slack-user', { installationId: id, slackUserId: installer.slackUserId });
  const saved = await findInstallation(organizationId, tx);
  if (!saved)
    throw new AccessError(
      'not-integrated',
      'The integration was removed in the meantime. Connect Slack again.',
    );
  return saved;
}
