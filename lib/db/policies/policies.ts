import type pg from 'pg';
import type { SubjectRef } from '@/lib/core/actor';
import type { PolicyType } from '@/lib/core/policy/policy';
import type { ChildPolicyType, TargetType, Verb } from '@/lib/core/target/target';
import { database, type Tx } from '@/lib/db/client';
import { findSameGroups } from '@/lib/db/people/groups';
import { toSubjectRef } from '@/lib/db/people/subject-label';
import { readRows } from '@/lib/db/read-rows';

type Named = { id: string; name: string };

/** A policy with the names of what it refers to. */
export type PolicyRecord = {
  id: string;
  type: PolicyType;
  name: string;
  description: string;
  version: number;
  timeExpires: Date | null;
  createdAt: Date;
  updatedAt: Date;
  subjects: SubjectRef[];
  groups: Named[];
  targets: (Named & { type: TargetType; environment: string })[];
  environments: Named[];
  targetUsers: string[];
  targetGroups: string[];
  verbs: Verb[];
  children: (Named & { type: ChildPolicyType; hasStandingSubjects: boolean })[];
  automaticallyApproved: boolean;
  /** minutes; null unless JustInTime */
  duration: number | null;
  recordInput: boolean;
  mfaEnabled: boolean;
  mfaDuration: number | null;
};

/** A policy as JSON, in SQL about the policy `p`. */
const document = `json_build_object(
  'id', p."id", 'type', p."type", 'name', p."name", 'description', p."description", 'version', p."version",
  'timeExpires', p."time_expires", 'createdAt', p."created_at", 'updatedAt', p."updated_at",
  'subjects', (SELECT coalesce(json_agg(json_build_object(
      'id', u."id", 'kind', u."kind", 'name', u."name", 'email', u."email") ORDER BY u."email", u."id"), '[]')
    FROM "policy_subject" s JOIN "user" u ON u."id" = s."user_id" WHERE s."policy_id" = p."id"),
  'groups', (SELECT coalesce(json_agg(json_build_object('id', g."id", 'name', g."name") ORDER BY g."id"), '[]')
    FROM "policy_group" pg JOIN "group" g ON g."organization_id" = pg."organization_id" AND g."id" = pg."group_id"
    WHERE pg."policy_id" = p."id"),
  'targets', (SELECT coalesce(json_agg(json_build_object(
      'id', t."id", 'name', t."name", 'type', t."type", 'environment', e."name") ORDER BY t."name", t."id"), '[]')
    FROM "policy_target" pt JOIN "target" t ON t."id" = pt."target_id" JOIN "environment" e ON e."id" = t."environment_id"
    WHERE pt."policy_id" = p."id"),
  'environments', (SELECT coalesce(json_agg(json_build_object('id', e."id", 'name', e."name") ORDER BY e."name", e."id"), '[]')
    FROM "policy_environment" pe JOIN "environment" e ON e."id" = pe."environment_id" WHERE pe."policy_id" = p."id"),
  'targetUsers', p."target_users", 'targetGroups', p."target_groups", 'verbs', p."verbs",
  'children', (SELECT coalesce(json_agg(json_build_object('id', c."id", 'name', c."name", 'type', c."type",
      'hasStandingSubjects', EXISTS (SELECT 1 FROM "policy_subject" WHERE "policy_id" = c."id")
        OR EXISTS (SELECT 1 FROM "policy_group" WHERE "policy_id" = c."id")) ORDER BY c."name", c."id"), '[]')
    FROM "policy_child" pc JOIN "policy" c ON c."id" = pc."child_id" AND c."deleted_at" IS NULL
    WHERE pc."policy_id" = p."id"),
  'automaticallyApproved', p."automatically_approved", 'duration', p."duration",
  'recordInput', p."record_input", 'mfaEnabled', p."mfa_enabled", 'mfaDuration', p."mfa_duration")`;

/** The same as it arrives: with times as text. */
type Document = Omit<PolicyRecord, 'timeExpires' | 'createdAt' | 'updatedAt'> & {
  timeExpires: string | null;
  createdAt: string;
  updatedAt: string;
};

const policyById = {
  name: 'find-policy',
  text: `SELECT ${document} AS "document" FROM "policy" p
    WHERE p."id" = $1::uuid AND p."organization_id" = $2::uuid AND p."deleted_at" IS NULL`,
};

// One value for the whole list: Node reads a JSON text several times as fast as rows.
const policiesOfType = {
  name: 'find-whole-policies',
  text: `SELECT coalesce(json_agg(${document} ORDER BY p."name", p."id"), '[]') AS "documents" FROM "policy" p
    WHERE p."organization_id" = $1::uuid AND p."deleted_at" IS NULL AND p."type" = $2::"PolicyType" AND (
      ($3::uuid[] IS NULL AND $4::text[] IS NULL)
      OR EXISTS (SELECT 1 FROM "policy_subject" WHERE "policy_id" = p."id" AND "user_id" = ANY ($3::uuid[]))
      OR EXISTS (SELECT 1 FROM "policy_group" WHERE "policy_id" = p."id" AND "group_id" = ANY ($4::text[])))`,
};

/** A policy; null if it is unknown or deleted. */
export async function findPolicy(
  organizationId: string,
  id: string,
  source: pg.Pool | Tx = database().reads,
): Promise<PolicyRecord | null> {
  const [row] = await readRows<{ document: Document }>(source, policyById, [id, organizationId]);
  return row ? record(row.document) : null;
}

/** A policy that exists, such as one written earlier in the same transaction. Throws if it does not. */
export async function getPolicyOrThrow(tx: Tx, organizationId: string, id: string): Promise<PolicyRecord> {
  const policy = await findPolicy(organizationId, id, tx);
  if (!policy) throw new Error(`policy ${id} does not exist`);
  return policy;
}

/**
 * The policies of a type that are not deleted, sorted by name: all, or those that list one of some people or groups, under any
 * of its ids.
 */
export async function findWholePolicies(
  organizationId: string,
  filter: {
    type: PolicyType;
    subjects?: readonly string[] | undefined;
    groups?: readonly string[] | undefined;
  },
): Promise<PolicyRecord[]> {
  const { type, subjects, groups } = filter;
  const groupIds = groups && (await findSameGroups(organizationId, groups));
  const values = [organizationId, type, subjects ?? null, groupIds ?? null];
  const [row] = await readRows<{ documents: Document[] }>(database().reads, policiesOfType, values);
  return row?.documents.map(record) ?? [];
}

/** The ids of the policies that are not deleted and list a subject. */
export async function findPoliciesListing(tx: Tx, organizationId: string, userId: string): Promise<string[]> {
  const where = { organizationId, deletedAt: null, subjects: { some: { userId } } };
  const rows = await tx.policy.findMany({ where, select: { id: true }, orderBy: { id: 'asc' } });
  return rows.map(({ id }) => id);
}

/** The just-in-time policies that include a policy, by name. */
export function findParents(
  organizationId: string,
  childId: string,
  tx: Tx = database().prisma,
): Promise<{ id: string; name: string }[]> {
  return tx.policy.findMany({
    where: { organizationId, deletedAt: null, children: { some: { childId } } },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  });
}

/** Changes the document into the record: copies of long lists would cost as much as reading them. */
function record(row: Document): PolicyRecord {
  return Object.assign(row, {
    timeExpires: row.timeExpires === null ? null : new Date(row.timeExpires),
    createdAt: new Date(row.createdAt),
    updatedAt: new Date(row.updatedAt),
    subjects: row.subjects.map(toSubjectRef),
  });
}
