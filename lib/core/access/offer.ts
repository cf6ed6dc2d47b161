import type { InputError } from '@/lib/core/error';
import { isLive, type JitPolicy } from '@/lib/core/policy/policy';
import { hasTargetUsers, hasVerbs, type TargetType } from '@/lib/core/target/target';
import { type AccessList, type AccessSpec, covers, type SpecPart, uncoveredPart } from './access-spec';
import { byPrecedence, isSubject, type Requester, type Rule, reaches, type TargetRef } from './decision';

/** What one rule lets somebody choose from on a target: what the request form is drawn from. */
export type Offer = AccessList & {
  automatic: boolean;
  /** minutes */
  duration: number;
};

/** All that a person may ask for on a target now, the rule that goes first in front (R2). */
export function offersFor(
  policies: readonly JitPolicy[],
  requester: Requester,
  target: TargetRef,
  now: Date,
): Offer[] {
  return rulesFor(policies, requester, target, now).map(({ policy, child }) => ({
    targetUsers: hasTargetUsers(target.type) ? child.targetUsers : [],
    targetGroups: target.type === 'Cluster' ? child.targetGroups : [],
    verbs: hasVerbs(target.type) ? child.verbs : [],
    automatic: policy.automaticallyApproved,
    duration: policy.duration,
  }));
}

/** The rules by which a person may ask for something on a target now, the one that goes first in front (R2). */
export function rulesFor(
  policies: readonly JitPolicy[],
  requester: Requester,
  target: TargetRef,
  now: Date,
): Rule[] {
  const rules: Rule[] = policies
    .filter((policy) => isLive(policy, now) && isSubject(policy, requester))
    .flatMap((policy) => policy.children.map((child) => ({ policy, child })))
    .filter(({ child }) => reaches(child, target, now));
  return rules.sort(byPrecedence);
}

/** The first offer that gives what is asked; null when none does. Says the same as `decide()`. */
export function firstOffer(offers: readonly Offer[], type: TargetType, spec: AccessSpec): Offer | null {
  return offers.find((offer) => covers(offer, type, spec)) ?? null;
}

/** What may be chosen at each field, over all offers, each value once. */
export function choicesOf(offers: readonly Offer[]): AccessList {
  return {
    targetUsers: unique(offers.flatMap((offer) => offer.targetUsers)),
    targetGroups: unique(offers.flatMap((offer) => offer.targetGroups)),
    verbs: unique(offers.flatMap((offer) => offer.verbs)),
  };
}

/** Where a choice is not offered, field by field, and what is. Empty when the first offer gives it all. */
export function faultsOf(offers: readonly Offer[], type: TargetType, spec: AccessSpec): InputError[] {
  if (firstOffer(offers, type, spec)) return [];
  const failing = (...parts: SpecPart[]) =>
    offers.filter((offer) => parts.some((part) => part === uncoveredPart(offer, type, spec)));
  const asUser = failing('target-groups', 'verb');
  if (asUser.length === 0) return [fault('targetUser', spec.targetUser, choicesOf(offers).targetUsers)];
  const inGroups = failing('verb');
  const as = spec.targetUser === null ? '' : ` as ${spec.targetUser}`;
  if (inGroups.length === 0) {
    return [fault('targetGroups', spec.targetGroups.join(', '), choicesOf(asUser).targetGroups, as)];
  }
  return [fault('verb', spec.verb, choicesOf(inGroups).verbs, as)];
}

function fault(path: string, value: string | null, offered: readonly string[], as = ''): InputError {
  const what = value ? `${value} is not offered${as}.` : `Choose one${as}.`;
  return {
    path,
    message: offered.length > 0 ? `${what} You may ask for ${offered.join(', ')}.` : `${what} Nothing is.`,
  };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
