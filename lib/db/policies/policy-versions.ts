import { z } from 'zod';
import type { PolicyDocument } from '@/lib/core/policy/policy';
import { policyTypes } from '@/lib/core/policy/policy';
import type { NamedThing, PolicySnapshot } from '@/lib/core/policy/policy-diff';
import { subjectLabel } from '@/lib/core/subject';
import { verbs } from '@/lib/core/target/target';
import { formatTarget } from '@/lib/core/text/target';
import { database, type Tx } from '@/lib/db/client';
import { subjectColumns } from '@/lib/db/people/subject-label';

export type VersionRow = { version: number; writtenBy: string; writtenAt: Date; document: PolicyDocument };

/** A policy, deleted or not: the versions of a deleted policy stay readable, because receipts refer to them. */
export type PolicyHead = {
  id: string;
  name: string;
  type: PolicyDocument['type'];
  version: number;
  createdAt: Date;
  deleted: boolean;
};

const document = z.object({
  type: z.enum(policyTypes),
  name: z.string(),
  description: z.string(),
  timeExpires: z.coerce.date().nullable(),
  subjectIds: z.array(z.string()),
  groupIds: z.array(z.string()),
  targetIds: z.array(z.string()),
  environmentIds: z.array(z.string()),
  targetUsers: z.array(z.string()),
  targetGroups: z.array(z.string()),
  verbs: z.array(z.enum(verbs)),
  childIds: z.array(z.string()),
  automaticallyApproved: z.boolean(),
  duration: z.number().nullable(),
  // versions from before there were policies that are not enforced have none of these
  recordInput: z.boolean().default(false),
  mfaEnabled: z.boolean().default(false),
  mfaDuration: z.number().nullable().default(null),
});

/** A policy, deleted or not; null if the organization never had one with this id. */
export async function findPolicyHead(organizationId: string, id: string): Promise<PolicyHead | null> {
  const row = await database().prisma.policy.findFirst({
    where: { id, organizationId },
    select: { id: true, name: true, type: true, version: true, createdAt: true, deletedAt: true },
  });
  if (!row) return null;
  const { deletedAt, ...head } = row;
  return { ...head, deleted: deletedAt !== null };
}

/** Versions of a policy from `atMost` down, newest first. */
export async function findVersions(
  policyId: string,
  { atMost, take }: { atMost: number; take: number },
  tx: Tx = database().prisma,
): Promise<VersionRow[]> {
  const rows = await tx.policyVersion.findMany({
    where: { policyId, version: { lte: atMost } },
    orderBy: { version: 'desc' },
    take,
  });
  return rows.map((row) => ({ ...row, document: document.parse(row.document) }));
}

/**
 * Versions with the current names of what they refer to, deleted and archived things included. Never names things of
 * another organization.
 */
export async function nameVersions(
  organizationId: string,
  versions: readonly VersionRow[],
): Promise<PolicySnapshot[]> {
  const { prisma } = database();
  const all = (ids: (document: PolicyDocument) => string[]) => [
    ...new Set(versions.flatMap((version) => ids(version.document))),
  ];
  const within = (ids: string[]) => ({ organizationId, id: { in: ids } });
  const [people, groups, targets, environments, children] = await Promise.all([
    prisma.user.findMany({
      where: within(all(({ subjectIds }) => subjectIds)),
      select: subjectColumns,
    }),
    prisma.group.findMany({
      where: within(all(({ groupIds }) => groupIds)),
      select: { id: true, name: true },
    }),
    prisma.target.findMany({
      where: within(all(({ targetIds }) => targetIds)),
      select: { id: true, name: true, environment: { select: { name: true } } },
    }),
    prisma.environment.findMany({
      where: within(all(({ environmentIds }) => environmentIds)),
      select: { id: true, name: true },
    }),
    prisma.policy.findMany({
      where: within(all(({ childIds }) => childIds)),
      select: { id: true, name: true },
    }),
  ]);
  const names = {
    people: new Map(people.map((row) => [row.id, subjectLabel(row)])),
    groups: new Map(groups.map(({ id, name }) => [id, name])),
    targets: new Map(
      targets.map(({ id, name, environment }) => [id, formatTarget({ name, environment: environment.name })]),
    ),
    environments: new Map(environments.map(({ id, name }) => [id, `all of ${name}`])),
    children: new Map(children.map(({ id, name }) => [id, name])),
  };
  return versions.map(
    ({ document: { subjectIds, groupIds, targetIds, environmentIds, childIds, ...fields } }) => ({
      ...fields,
      subjects: named(subjectIds, names.people),
      groups: named(groupIds, names.groups),
      targets: named(targetIds, names.targets),
      environments: named(environmentIds, names.environments),
      children: named(childIds, names.children),
    }),
  );
}

function named(ids: readonly string[], names: ReadonlyMap<string, string>): NamedThing[] {
  return ids
    .map((id) => ({ id, label: names.get(id) ?? '(unknown)' }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
