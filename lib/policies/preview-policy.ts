import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { childCovers, comparePrecedence, isSubject, reaches } from '@/lib/core/access/decision';
import { decidersAmong } from '@/lib/core/access/review';
import type { PolicyDocument } from '@/lib/core/policy/policy';
import { type ChildPolicy, isLive, targetTypesOf } from '@/lib/core/policy/policy';
import { policyContextIssues } from '@/lib/core/policy/policy-context-issues';
import { compareEffects, type EffectChange, type Terms } from '@/lib/core/policy/policy-effect';
import type { PolicyIssue } from '@/lib/core/policy/policy-issues';
import { reachOf } from '@/lib/core/policy/policy-reach';
import { hasVerbs, targetTypes } from '@/lib/core/target/target';
import { isUsable, tunnelVerbs } from '@/lib/core/target/tunnel';
import { describeTermsGain, describeTermsLoss } from '@/lib/core/text/policy-effect';
import { formatAccessSpec, formatTargetType } from '@/lib/core/text/target';
import { compareAudiences } from '@/lib/db/people/audience';
import { findOrganization } from '@/lib/db/people/organizations';
import { countOldGroups, findActiveAdmins } from '@/lib/db/people/people';
import {
  findLiveUses,
  findNamedTargets,
  findOverlaps,
  findParents,
  findUnknownUsers,
  isNameTaken,
} from '@/lib/db/policies/policy-preview';
import type { UsableTarget } from '@/lib/db/targets/targets';
import { databaseNow } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { findChildrenOf, findStored, unsavedPolicyId } from './draft-rules';
import { groupTargets, type TargetGroup } from './group-targets';
import { unnamedDraft } from './policy-input';

const inputSchema = z.object({
  policyId: z.uuid().nullable(),
  draft: unnamedDraft,
  /** false while the draft has no name */
  named: z.boolean(),
});

/** The first items of a list, and its length. */
type Some = { count: number; some: readonly string[] };

/** What people gain or lose. `terms` is a sentence about approval and duration; null if those stay. */
export type PreviewedChange = {
  people: Some;
  targets: Some;
  access: readonly string[];
  terms: string | null;
};

export type PolicyPreview = {
  /** issues with the context; the editor finds the issues of the draft on its own */
  issues: readonly PolicyIssue[];
  /** how many active people the policy lists */
  people: number;
  /** how many targets it covers, and those and the ones it no longer covers by environment */
  reach: { count: number; groups: readonly TargetGroup[] };
  /** compared with the saved version, or with no policy; null if there is no difference */
  gains: PreviewedChange | null;
  losses: PreviewedChange | null;
  /** whether people get access without approval that they have to get approved now */
  dropsApproval: boolean;
  /** active access that ends when the draft is saved */
  ending: Some;
  /** the just-in-time policies that include it, and how many active people each lists */
  parents: readonly { name: string; automatic: boolean; people: number }[];
};

const mostShown = 6;
const mostEnding = 50; // a question lists them before a save ends them
const mostOverlaps = 5;
const emptyAudience = { subjectIds: [], groupIds: [] };

/**
 * The effect of saving a draft: the people, the targets, the access added and removed compared with the saved version,
 * the active access that would end, and the issues. Admins only. Throws `invalid`, `forbidden`.
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
    findChildrenOf(organizationId, id, document),
    before ? findChildrenOf(organizationId, id, before) : [],
  ]);
  const targets = await findNamedTargets(organizationId, {
    types: document.type === 'JustInTime' ? targetTypes : targetTypesOf(document.type),
    ...coverageOf([...children, ...earlier]),
  });
  const reach = reachOf(isLive(document, now) ? children : [], targets, now);
  const reached = targets.filter((target) => reach.has(target.id));
  const [audience, findIssues, uses, parents] = await Promise.all([
    compareAudiences(organizationId, before ?? emptyAudience, document),
    loadContextIssues(organizationId, {
      policyId,
      document,
      children,
      named,
      reached,
      now,
      createdAt: stored?.createdAt ?? now,
    }),
    policyId ? findLiveUses(organizationId, policyId) : [],
    policyId ? findParents(organizationId, policyId) : [],
  ]);
  const ended = uses.filter((use) => !isStillCovered(use, id, document, children, now));
  const names = new Map(targets.map((target) => [target.id, describeTarget(target)]));
  const someTargets = (ids: readonly string[]) => someOf(ids.map((target) => names.get(target) ?? ''));
  const earlierReach = reachOf(before ? earlier : [], targets, now);
  const { gains, losses } = compareEffects(
    { terms: before && termsOf(before), reach: earlierReach },
    { terms: termsOf(document), reach },
    audience,
  );
  const shown = (change: EffectChange, some: readonly string[], terms: string | null): PreviewedChange => ({
    people: { count: change.people, some },
    targets: someTargets(change.targets),
    access: change.access,
    terms,
  });
  return {
    issues: findIssues(audience),
    people: audience.after,
    reach: { count: reached.length, groups: groupTargets(targets, before ? earlierReach : reach, reach) },
    gains: gains && shown(gains, audience.someMore, gains.terms && describeTermsGain(gains.terms)),
    losses: losses && shown(losses, audience.someFewer, losses.terms && describeTermsLoss(losses.terms)),
    dropsApproval: gains?.terms?.approval ?? false,
    ending: someOf(
      ended.map((use) => `${use.requester.email} on ${use.target.name} ${formatAccessSpec(use.spec)}`),
      mostEnding,
    ),
    parents,
  };
}

/** Loads the context of a draft. The returned function finds the issues once the audience is known. */
async function loadContextIssues(
  organizationId: string,
  about: {
    policyId: string | null;
    document: PolicyDocument;
    children: readonly ChildPolicy[];
    named: boolean;
    reached: readonly UsableTarget[];
    now: Date;
    createdAt: Date;
  },
) {
  const { policyId: exceptId, document, children, named, reached, now, createdAt } = about;
  const isJit = document.type === 'JustInTime';
  const reachedIds = reached.map(({ id }) => id);
  const [organization, admins, nameTaken, overlaps, unknownUsers, oldGroups] = await Promise.all([
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
    isJit ? countOldGroups(organizationId, document.groupIds) : 0,
  ]);
  return (audience: { after: number; adminsAfter: readonly string[] }): PolicyIssue[] => {
    const onlyDecider = admins.find(
      ({ id, email }) =>
        audience.adminsAfter.includes(email) &&
        decidersAmong(admins, { requester: { id, creatorId: null } }, organization).length === 0,
    );
    const own = {
      id: exceptId ?? unsavedPolicyId,
      automaticallyApproved: document.automaticallyApproved,
      duration: document.duration ?? 0,
      createdAt,
    };
    const { targetIds, environmentIds, childIds, subjectIds, groupIds } = document;
    return policyContextIssues(document.type, {
      nameTaken: nameTaken ? document.name : null,
      ended: !isLive(document, now),
      isNew: exceptId === null,
      names: targetIds.length + environmentIds.length + childIds.length > 0,
      reached: reached.length,
      namesPeople: subjectIds.length + groupIds.length > 0,
      people: audience.after,
      onlyDecider: onlyDecider?.email ?? null,
      deciders: admins.length,
      automatic: document.automaticallyApproved,
      oldGroups: { people: oldGroups, asksAdmin: organization.reviewOldGroups },
      overlaps: overlaps.map((other) => ({
        ...other,
        goesFirst: comparePrecedence({ ...other, automaticallyApproved: other.automatic }, own) < 0,
      })),
      unknownUsers,
      unusable: findUnusable(children, reached, now),
    });
  };
}

/** The actions that the policy gives on targets where they can't be used. */
function findUnusable(children: readonly ChildPolicy[], reached: readonly UsableTarget[], now: Date) {
  return tunnelVerbs.flatMap((verb) => {
    const giving = children.filter(({ verbs }) => verbs.includes(verb));
    const targets = reached.filter(
      (target) =>
        hasVerbs(target.type) &&
        !isUsable(verb, target) &&
        giving.some((child) => reaches(child, target, now)),
    );
    const [first] = targets;
    return first ? [{ verb, target: first.name, targets: targets.length }] : [];
  });
}

/** Whether the rule that gave the access still covers it (R11), by the same code as after the save. */
function isStillCovered(
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

function coverageOf(children: readonly ChildPolicy[]) {
  return {
    targetIds: [...new Set(children.flatMap((child) => child.targetIds))],
    environmentIds: [...new Set(children.flatMap((child) => child.environmentIds))],
  };
}

function describeTarget(target: UsableTarget): string {
  return `${target.name}, ${formatTargetType(target)} in ${target.environment}`;
}

/** Null for an access policy: people get its access on the terms of the policies that include it. */
function termsOf({ type, automaticallyApproved: automatic, duration }: PolicyDocument): Terms | null {
  return type === 'JustInTime' && duration !== null ? { automatic, duration } : null;
}

function someOf(names: readonly string[], most = mostShown): Some {
  return { count: names.length, some: names.slice(0, most) };
}
