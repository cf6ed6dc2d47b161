import { record } from '@/lib/audit/record';
import { requirePerson } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { reviewRefusal } from '@/lib/core/access/review';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { lockForRuleChange } from '@/lib/db/locks';
import { findOrganization } from '@/lib/db/people/organizations';
import type { PersonRow } from '@/lib/db/people/people';
import { findPendingRequests } from '@/lib/db/requests/requests';
import { findInstallation } from '@/lib/db/slack/installations';
import { reviveWithheld } from '@/lib/db/slack/messages';
import { redeemLinkInvitation, saveSlackLink } from '@/lib/db/slack/slack-links';
import { inTransaction } from '@/lib/db/transaction';
import { sendJob, sendJobs } from '@/lib/outbox/send-job';
import { parse } from '@/lib/parse';
import { fingerprint } from '@/lib/secrets';
import { getLinkInvitation, linkInput } from './get-link-invitation';

/** Where to go on after an account was linked. `pending` are the requests that the person can decide, oldest first. */
export type LinkedAccount = { teamId: string; appId: string; pending: readonly string[] };

/** Links the Slack account of an invitation to the signed-in user, once (R17). Throws `not-found`, `forbidden`. */
export async function linkSlackUser(ctx: Context, input: unknown): Promise<LinkedAccount> {
  const { token } = parse(linkInput, input);
  return inTransaction(async (tx) => {
    await getLinkInvitation(ctx, { token }, tx);
    await lockForRuleChange(tx, ctx.organizationId);
    const { account, appId } = await getLinkInvitation(ctx, { token }, tx);
    if (!(await redeemLinkInvitation(tx, fingerprint(token)))) {
      throw new AccessError(
        'not-found',
        'This link was used or has expired. Press the button in Slack again.',
      );
    }
    const person = await requirePerson(ctx, tx);
    await saveSlackLink(tx, account, person.id);
    const data = { email: person.email, ...account, how: 'sign-in' } as const;
    await record(tx, ctx, { action: 'link-slack-user', data }, { userId: person.id });
    const installation = person.role === 'Admin' ? await findInstallation(ctx.organizationId, tx) : null;
    if (installation?.teamId === account.teamId)
      await showToAdmin(tx, installation.id, { ...account, userId: person.id });
    return { teamId: account.teamId, appId, pending: await findDecidable(tx, ctx.organizationId, person) };
  });
}

async function findDecidable(tx: Tx, organizationId: string, person: PersonRow): Promise<string[]> {
  if (person.role !== 'Admin') return [];
  const organization = await findOrganization(organizationId, tx);
  const pending = await findPendingRequests(tx, organizationId);
  return pending
    .filter((request) => reviewRefusal(person, request, organization) === null)
    .map(({ id }) => id);
}

/** Delivers what was withheld from an admin without a link: requests that still wait, the Home tab, the log channel. */
async function showToAdmin(
  tx: Tx,
  installationId: string,
  about: { teamId: string; userId: string },
): Promise<void> {
  const messageIds = await reviveWithheld(tx, about);
  await sendJobs(
    tx,
    'deliver-slack',
    messageIds.map((messageId) => ({ messageId })),
  );
  await sendJob(tx, 'publish-home', { installationId, userId: about.userId });
  await sendJob(tx, 'sync-log-channel', { installationId });
}
