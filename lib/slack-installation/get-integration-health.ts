import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { type GroupProblem, toGroupProblem } from '@/lib/core/group-problem';
import { findOrganization } from '@/lib/db/people/organizations';
import { countOldGroups, findGroupProblems } from '@/lib/db/people/people';
import {
  countMessages,
  type DeliveryCounts,
  findJobHealth,
  findUnlinkedAdmins,
  findUnreachable,
} from '@/lib/db/slack/delivery-health';
import { findInstallation, type InstallationRow } from '@/lib/db/slack/installations';
import { findOutdatedSetups } from '@/lib/db/targets/setup-results';

const mostPeople = 50;
const mostTargets = 6;

export type IntegrationHealth = {
  installation: InstallationRow;
  deliveries: DeliveryCounts;
  jobs: { overdue: number; lastDoneSeconds: number | null };
  unreachable: { email: string; why: string }[];
  unlinkedAdmins: string[];
  outdatedSetups: string[];
  /** how many people have groups older than 24 hours, and whether an admin decides about them */
  oldGroups: { people: number; asksAdmin: boolean };
  /** what was wrong with the groups of the last sign-ins, and some of the people */
  groupProblems: { problem: GroupProblem; people: number; emails: string[] }[];
};

/** The stored facts about the health of the integration. Admins only. Throws `forbidden`, `not-integrated`. */
export async function getIntegrationHealth(ctx: Context): Promise<IntegrationHealth> {
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const installation = await findInstallation(organizationId);
  if (!installation)
    throw new AccessError('not-integrated', 'Slack is not connected. Connect it first, under Settings.');
  const [deliveries, jobs, unreachable, unlinkedAdmins, outdatedSetups, oldPeople, problems, organization] =
    await Promise.all([
      countMessages(installation.id),
      findJobHealth(),
      findUnreachable(installation.id, mostPeople),
      findUnlinkedAdmins(organizationId, installation.teamId),
      findOutdatedSetups(organizationId, mostTargets),
      countOldGroups(organizationId),
      findGroupProblems(organizationId),
      findOrganization(organizationId),
    ]);
  const oldGroups = { people: oldPeople, asksAdmin: organization.reviewOldGroups };
  const groupProblems = problems.flatMap(({ problem: stored, ...people }) => {
    const problem = toGroupProblem(stored);
    return problem ? [{ problem, ...people }] : [];
  });
  const facts = { deliveries, jobs, unreachable, unlinkedAdmins, outdatedSetups, oldGroups, groupProblems };
  return { installation, ...facts };
}
