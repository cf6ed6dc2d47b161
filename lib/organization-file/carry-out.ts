import { endUncoveredGrants } from '@/lib/access/end-uncovered-grants';
import { record } from '@/lib/audit/record';
import type { Context } from '@/lib/context';
import type { Role } from '@/lib/core/actor';
import type { Tx } from '@/lib/db/client';
import { insertGroups, shareMembers, writeAlias } from '@/lib/db/people/groups';
import { insertPeople, writeRole } from '@/lib/db/people/people';
import { insertPolicies, updatePolicyRow } from '@/lib/db/policies/policy-writes';
import { findInstallation } from '@/lib/db/slack/installations';
import {
  insertEnvironments,
  insertTargets,
  writeEnvironment,
  writeTarget,
  writeTargetArchived,
  writeVirtualFields,
} from '@/lib/db/targets/inventory-writes';
import { sendJob } from '@/lib/outbox/send-job';
import { countChanges, type Plan } from './plan-changes';
import type { EnvironmentPlan } from './plan-environments';
import type { GroupPlan } from './plan-groups';
import type { PolicyPlan } from './plan-policies';
import type { TargetPlan } from './plan-targets';
import type { UserPlan } from './plan-users';

const writtenBy = 'an operator';

/** Writes a plan, with an audit event for each policy and role. Records nothing if there are no changes. */
export async function carryOut(
  tx: Tx,
  ctx: Context,
  plan: Plan,
): Promise<{ created: number; changed: number }> {
  const { organizationId } = ctx;
  const counts = countChanges(plan);
  if (counts.created + counts.changed === 0) return counts;
  await writeUsers(tx, ctx, plan.users);
  await writeGroups(tx, organizationId, plan.groups);
  await writeEnvironments(tx, organizationId, plan.environments);
  await writeTargets(tx, organizationId, plan.targets);
  await writePolicies(tx, ctx, plan.policies);
  await record(tx, ctx, { action: 'apply-file', data: counts });
  await endUncoveredGrants(tx, ctx);
  return counts;
}

async function writeGroups(tx: Tx, organizationId: string, { added, aliased }: GroupPlan): Promise<void> {
  await insertGroups(tx, organizationId, added);
  for (const group of aliased) await writeAlias(tx, organizationId, group);
  if ([...added, ...aliased].some(({ aliasOf }) => aliasOf !== null)) await shareMembers(tx, organizationId);
}

async function writeEnvironments(
  tx: Tx,
  organizationId: string,
  { added, changed }: EnvironmentPlan,
): Promise<void> {
  await insertEnvironments(tx, organizationId, added);
  for (const { id, ...columns } of changed) await writeEnvironment(tx, organizationId, id, columns);
}

async function writeTargets(tx: Tx, organizationId: string, { added, changed }: TargetPlan): Promise<void> {
  await insertTargets(tx, organizationId, added);
  for (const target of changed) {
    await writeTarget(tx, organizationId, target.id, target);
    await writeTargetArchived(tx, organizationId, target.id, false);
    await writeVirtualFields(tx, organizationId, target.id, target);
  }
}

async function writeUsers(tx: Tx, ctx: Context, { added, roles }: UserPlan): Promise<void> {
  const { organizationId } = ctx;
  await insertPeople(tx, organizationId, added);
  for (const { id, role } of roles) await writeRole(tx, organizationId, id, role);
  const changes = [...added.filter(({ role }) => role === 'Admin'), ...roles];
  for (const person of changes) await recordRole(tx, ctx, person);
  // The members of the log channel are the admins (R15).
  const installation = changes.length > 0 ? await findInstallation(organizationId, tx) : null;
  if (installation) await sendJob(tx, 'sync-log-channel', { installationId: installation.id });
}

async function recordRole(
  tx: Tx,
  ctx: Context,
  { id, email, role }: { id: string; email: string; role: Role },
): Promise<void> {
  await record(tx, ctx, { action: 'set-role', data: { email, role } }, { userId: id });
}

async function writePolicies(tx: Tx, ctx: Context, { added, changed }: PolicyPlan): Promise<void> {
  const { organizationId } = ctx;
  const rows = added.map(({ id, document }) => ({ id, organizationId, writtenBy, document }));
  await insertPolicies(tx, rows);
  for (const { id, document } of added) {
    const { name, type } = document;
    await record(tx, ctx, { action: 'create-policy', data: { name, type, version: 1 } }, { policyId: id });
  }
  for (const { id, version, document } of changed) {
    const isUpdated = await updatePolicyRow(tx, { id, organizationId, writtenBy, version, document });
    if (!isUpdated) throw new Error(`the policy ${id} changed while its organization was locked`);
    const { name, type } = document;
    const data = { name, type, version: version + 1 };
    await record(tx, ctx, { action: 'update-policy', data }, { policyId: id });
  }
}
