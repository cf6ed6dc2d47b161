import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { childCovers, isSubject } from '@/lib/core/access/decision';
import { type ChildPolicy, isLive, targetTypesOf } from '@/lib/core/policy/policy';
import { policyContextIssues } from '@/lib/core/policy/policy-context-issues';
import type { PolicyIssue } from '@/lib/core/policy/policy-issues';
import { compareReach, reachOf } from '@/lib/core/policy/policy-reach';
import { targetTypes } from '@/lib/core/target/target';
import { formatAccessSpec, formatTargetType } from '@/lib/core/text/target';
import { compareAudiences } from '@/lib/db/people/audience';
import { findOrganization } from '@/lib/db/people/organizations';
import { findActiveAdmins } from '@/lib/db/people/people';
import {
  findLiveUses,
  findNamedTargets,
  findOverlaps,
  findParents,
  findUnknownUsers,
  isNameTaken,
  type OverlapRow,
} from '@/lib/db/policies/policy-preview';
import type { PolicyDocument } from '@/lib/db/policies/policy-writes';
import type { TargetRow } from '@/lib/db/targets/targets';
import { databaseNow } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { childrenOf, findStored, unsavedPolicyId } from './draft-rules';
import { unnamedDraft } from './policy-input';

const inputSchema = z.object({
  policyId: z.uuid().nullable(),
  draft: unnamedDraft,
  /** false while the draft has no name of its own */
  named: z.boolean(),
});

/** Some of a list, and how long it is. */
export type Some = { count: number; some: readonly string[] };

export type PolicyPreview = {
  /** what it is at odds with around it; what it has by itself its editor knows */
  issues: readonly PolicyIssue[];
  /** how many active people it is for, and the targets that it covers */
  people: number;
  reach: Some;
  /** against the stored version, or against nothing; null where both say the same */
  gains: { people: Some; targets: Some; ways: readonly string[] } | null;
  losses: { people: Some; targets: Some; ways: readonly string[] } | null;
  /** live access that ends when this is saved */
  ending: Some;
  /** the just-in-time policies that let people ask for it, and how many */
  parents: readonly { name: string; people: number }[];
};

const mostShown = 6;
const mostOverlaps = 5;
const nobody = { subjectIds: [], groupIds: [] };

/**
 * What a draft would do, before it is saved: whom it is for, what it reaches, who gains and who loses against
 * the stored version, which live access would end, and what its author should know. Admins only.
 */
export async function previewPolicy(ctx: Context, input: unknown): Promise<PolicyPreview> {
  const { policyId, draft, named } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const id = policyId ?? unsavedPolicyId;
  const [stored, now] = await Promise.all([findStored(organizationId, policyId), databaseNow()]);
  const document = { ...draft, timeExpires: stored ? stored.document.timeExpires : draft.timeExpires };
  const before = stored?.document ?? null;
  const [children, earlier] = await Promise.all([
    childrenOf(organizationId, id, document),
    before ? childrenOf(organizationId, id, before) : [],
  ]);
  const targets = await findNamedTargets(organizationId, {
    types: document.type === 'JustInTime' ? targetTypes : targetTypesOf(document.type),
    ...namedBy([...children, ...earlier]),
  });
  const reach = reachOf(isLive(document, now) ? children : [], targets, now);
  const reached = targets.filter((target) => reach.has(target.id));
  const change = compareReach(reachOf(before ? earlier : [], targets, now), reach);
  const [audience, issuesNow, uses, parents] = await Promise.all([
    compareAudiences(organizationId, before ?? nobody, document),
    surroundings(organizationId, {
      policyId,
      document,
      named,
      reached,
      now,
      createdAt: stored?.createdAt ?? now,
    }),
    policyId ? findLiveUses(organizationId, policyId) : [],
    policyId ? findParents(policyId) : [],
  ]);
  const ended = uses.filter((use) => !stillGiven(use, id, document, children, now));
  const names = new Map(targets.map((target) => [target.id, sayTarget(target)]));
  const somePlaces = (ids: readonly string[]) => someOf(ids.map((target) => names.get(target) ?? ''));
  const gains = {
    people: { count: audience.more, some: audience.someMore },
    targets: somePlaces(change.addedTargets),
    ways: change.addedAccess,
  };
  const losses = {
    people: { count: audience.fewer, some: audience.someFewer },
    targets: somePlaces(change.removedTargets),
    ways: change.removedAccess,
  };
  return {
    issues: await issuesNow(audience),
    people: audience.after,
    reach: someOf(reached.map(sayTarget)),
    gains: isNothing(gains) ? null : gains,
    losses: isNothing(losses) ? null : losses,
    ending: someOf(
      ended.map((use) => `${use.requester.email} on ${use.target.name} ${formatAccessSpec(use.spec)}`),
    ),
    parents,
  };
}

/** Looks up what a draft may be at odds with; the issues follow once its audience is known. */
async function surroundings(
  organizationId: string,
  about: {
    policyId: string | null;
    document: PolicyDocument;
    named: boolean;
    reached: readonly TargetRow[];
    now: Date;
    createdAt: Date;
  },
) {
  const { policyId: exceptId, document, named, reached, now, createdAt } = about;
  const isJit = document.type === 'JustInTime';
  const reachedIds = reached.map(({ id }) => id);
  const [organization, admins, nameTaken, overlaps, unknownUsers] = await Promise.all([
    findOrganization(organizationId),
    findActiveAdmins(organizationId),
    named ? isNameTaken(organizationId, document.name, exceptId) : false,
    isJit && reachedIds.length > 0
      ? findOverlaps(organizationId, {
          exceptId,
          audience: document,
          targetIds: reachedIds,
          limit: mostOverlaps,
        })
      : [],
    isJit || reachedIds.length === 0
      ? []
      : findUnknownUsers(organizationId, {
          exceptId,
          targetUsers: document.targetUsers,
          targetIds: reachedIds,
        }),
  ]);
  return (audience: { after: number; adminsAfter: readonly string[] }): PolicyIssue[] => {
    const [only] = admins;
    const alone = admins.length === 1 && !organization.selfApproval && audience.adminsAfter.length > 0;
    const mine = { automatic: document.automaticallyApproved, duration: document.duration ?? 0 };
    const { targetIds, environmentIds, childIds, subjectIds, groupIds } = document;
    return policyContextIssues(document.type, {
      nameTaken: nameTaken ? document.name : null,
      ended: !isLive(document, now),
      names: targetIds.length + environmentIds.length + childIds.length > 0,
      reached: reached.length,
      namesPeople: subjectIds.length + groupIds.length > 0,
      people: audience.after,
      onlyDecider: alone ? (only?.email ?? null) : null,
      deciders: admins.length,
      automatic: document.automaticallyApproved,
      overlaps: overlaps.map((other) => ({ ...other, goesFirst: goesFirst(other, { ...mine, createdAt }) })),
      unknownUsers,
    });
  };
}

/** R2: an automatic policy goes first, then the shorter duration, then the older. */
function goesFirst(
  other: OverlapRow,
  mine: Pick<OverlapRow, 'automatic' | 'duration' | 'createdAt'>,
): boolean {
  if (other.automatic !== mine.automatic) return other.automatic;
  if (other.duration !== mine.duration) return other.duration < mine.duration;
  return other.createdAt < mine.createdAt;
}

/** Would live access still be covered by the rule that gave it (R11)? The same core decides as later. */
function stillGiven(
  use: Awaited<ReturnType<typeof findLiveUses>>[number],
  id: string,
  document: PolicyDocument,
  children: readonly ChildPolicy[],
  now: Date,
): boolean {
  const child = children.find((one) => one.id === use.childId);
  if (use.childId === id) return child !== undefined && childCovers(child, use.target, use.spec, now);
  const { subjectIds, groupIds } = document;
  return isSubject({ subjectIds, groupIds }, use.requester) && child !== undefined;
}

function namedBy(children: readonly ChildPolicy[]) {
  return {
    targetIds: [...new Set(children.flatMap((child) => child.targetIds))],
    environmentIds: [...new Set(children.flatMap((child) => child.environmentIds))],
  };
}

function sayTarget(target: TargetRow): string {
  return `${target.name}, ${formatTargetType(target)} in ${target.environment}`;
}

function someOf(names: readonly string[]): Some {
  return { count: names.length, some: names.slice(0, mostShown) };
}

function isNothing({ people, targets, ways }: NonNullable<PolicyPreview['gains']>): boolean {
  return people.count + targets.count + ways.length === 0;
}
