import { compareReach, type Reach } from './policy-reach';

/** How a just-in-time policy gives its access: with or without an admin's approval, and for how many minutes. */
export type Terms = { automatic: boolean; duration: number };

/** One version of a policy. `terms` is null for an access policy: the policies that include it have their own. */
export type PolicyEffect = { terms: Terms | null; reach: Reach };

/** How many active people only the later version lists, only the earlier one, and both. */
export type AudienceCounts = { more: number; fewer: number; kept: number };

/** Other terms for the access that both versions give to the same people. */
export type TermsChange = {
  people: number;
  targets: number;
  /** the accounts on those targets, sorted; empty where they have none, as web apps do */
  targetUsers: readonly string[];
  /** as a gain, no admin decides any more; as a loss, an admin decides from now on */
  approval: boolean;
  /** minutes; null unless it is longer (as a gain) or shorter (as a loss) */
  duration: { from: number; to: number } | null;
};

/** What one version of a policy gives that the other doesn't. */
export type EffectChange = {
  /** how many */
  people: number;
  /** ids */
  targets: readonly string[];
  /** phrases, on targets that both versions cover */
  access: readonly string[];
  terms: TermsChange | null;
};

/** What an edit of a policy adds and what it removes. Null where it adds or removes nothing. */
export function compareEffects(
  before: PolicyEffect,
  after: PolicyEffect,
  audience: AudienceCounts,
): { gains: EffectChange | null; losses: EffectChange | null } {
  const reach = compareReach(before.reach, after.reach);
  const terms = compareTerms(before, after, audience.kept);
  return {
    gains: orNull({
      people: audience.more,
      targets: reach.addedTargets,
      access: reach.addedAccess,
      terms: terms.gain,
    }),
    losses: orNull({
      people: audience.fewer,
      targets: reach.removedTargets,
      access: reach.removedAccess,
      terms: terms.loss,
    }),
  };
}

function compareTerms(before: PolicyEffect, after: PolicyEffect, people: number) {
  const [from, to] = [before.terms, after.terms];
  const none = { gain: null, loss: null };
  if (!from || !to || people === 0) return none;
  const kept = keptAccess(before.reach, after.reach);
  if (kept.targets === 0) return none;
  const duration = { from: from.duration, to: to.duration };
  const change = (approval: boolean, isChanged: boolean): TermsChange | null =>
    approval || isChanged ? { people, ...kept, approval, duration: isChanged ? duration : null } : null;
  return {
    gain: change(to.automatic && !from.automatic, to.duration > from.duration),
    loss: change(from.automatic && !to.automatic, to.duration < from.duration),
  };
}

/** The targets on which both give some same access, and the accounts of that access. */
function keptAccess(before: Reach, after: Reach): { targets: number; targetUsers: string[] } {
  const users = new Set<string>();
  let targets = 0;
  for (const [id, specs] of after) {
    const earlier = before.get(id);
    const kept = [...specs].filter(([phrase]) => earlier?.has(phrase));
    if (kept.length > 0) targets++;
    for (const [, { targetUser }] of kept) if (targetUser !== null) users.add(targetUser);
  }
  return { targets, targetUsers: [...users].sort() };
}

function orNull(change: EffectChange): EffectChange | null {
  const { people, targets, access, terms } = change;
  return people + targets.length + access.length === 0 && !terms ? null : change;
}
