import type { InputError } from '@/lib/core/error';
import { isLive, type JitPolicy } from '@/lib/core/policy/policy';
import { hasTargetUsers, hasVerbs, type TargetType } from '@/lib/core/target/target';
import { type TunnelFields, withoutUnusable } from '@/lib/core/target/tunnel';
import {
  type AccessList,
  type AccessSpec,
  needsGroup,
  type SpecPart,
  unrequestablePart,
} from './access-spec';
import { byPrecedence, isSubject, type Requester, type Rule, reaches, type TargetRef } from './decision';

/** What one rule offers on a target: the choices of the request form. */
export type Offer = AccessList & {
  automatic: boolean;
  /** minutes */
  duration: number;
};

/**
 * The policies without the actions that can't be used on a target, from which people are offered access there.
 * `lib/db/policies/requestable.ts` repeats this in SQL.
 */
export function usablePolicies<P extends JitPolicy>(
  policies: readonly P[],
  target: Pick<TunnelFields, 'tunnelWay'>,
): P[] {
  return policies.map((policy) => ({
    ...policy,
    children: policy.children.map((child) => withoutUnusable(child, target)),
  }));
}

/** What a person can request on a target now, by precedence (R2). */
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

/** The rules that let a person request anything on a target now, by precedence (R2). */
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

/** The first offer that covers a spec; null when none does. The same as `decide()`. */
export function firstOffer(offers: readonly Offer[], type: TargetType, spec: AccessSpec): Offer | null {
  return offers.find((offer) => unrequestablePart(offer, type, spec) === null) ?? null;
}

/** Whether every offer wants a group, so that the form must have one. */
export function needsGroups(offers: readonly Offer[], type: TargetType): boolean {
  return offers.length > 0 && offers.every((offer) => needsGroup(offer, type));
}

/** The choices of each field over all offers, each value once. */
export function choicesOf(offers: readonly Offer[]): AccessList {
  return {
    targetUsers: unique(offers.flatMap((offer) => offer.targetUsers)),
    targetGroups: unique(offers.flatMap((offer) => offer.targetGroups)),
    verbs: unique(offers.flatMap((offer) => offer.verbs)),
  };
}

const durations = [15, 30, 60, 120, 240, 480, 720];

/** The durations to choose from, in minutes, the longest one first: what is allowed, and shorter ones. */
export function durationsUpTo(most: number): number[] {
  return [most, ...durations.filter((minutes) => minutes < most).reverse()];
}

/** The first field whose choice no offer has, with what is offered; empty when an offer covers the spec. */
export function faultsOf(offers: readonly Offer[], type: TargetType, spec: AccessSpec): InputError[] {
  if (firstOffer(offers, type, spec)) return [];
  const failing = (...parts: SpecPart[]) =>
    offers.filter((offer) => parts.some((part) => part === unrequestablePart(offer, type, spec)));
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
  if (offered.length === 0)
    return { path, message: `${value ? `${value} is not offered` : 'Nothing is offered'}${as}.` };
  const what = value ? `${value} is not offered${as}.` : `Choose one${as}.`;
  return { path, message: `${what} You can request ${offered.join(', ')}.` };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
