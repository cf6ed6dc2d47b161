import { type AccessSpec, couldCover } from '@/lib/core/access/access-spec';
import type { Verb } from '@/lib/core/target/target';
import { Failure } from '../failure';
import type { Offer } from './access-request';

/** A complete spec, or one field that is still missing and the values to choose from. */
export type Choice =
  | { spec: AccessSpec }
  | { missing: 'targetUser'; choices: string[] }
  | { missing: 'verb'; choices: Verb[] };

/**
 * Completes a spec from the offers where only one value is possible. Shell is the default action.
 *
 * Throws a `Failure` if no offer matches; its message lists the allowed values.
 */
export function chooseOffer(offers: readonly Offer[], spec: AccessSpec): Choice {
  const { targetUser: user } = spec;
  const byUser = offers.filter((offer) =>
    couldCover(offer, { targetUser: user, targetGroups: [], verb: null }),
  );
  if (byUser.length === 0)
    throw notOffered(
      `access as "${spec.targetUser}"`,
      'target users',
      offers.flatMap(({ targetUsers }) => targetUsers),
    );
  const byVerb = byUser.filter((offer) => couldCover(offer, { ...spec, targetGroups: [] }));
  if (byVerb.length === 0)
    throw notOffered(
      `the protocol ${spec.verb}`,
      'protocols',
      byUser.flatMap(({ verbs }) => verbs),
    );
  const matching = byVerb.filter((offer) => couldCover(offer, spec));
  if (matching.length === 0)
    throw notOffered(
      `the target groups ${spec.targetGroups.join(', ')}`,
      'target groups',
      byVerb.flatMap(({ targetGroups }) => targetGroups),
    );

  const users = unique(matching.flatMap(({ targetUsers }) => targetUsers));
  const targetUser = spec.targetUser ?? users[0] ?? null;
  if (spec.targetUser === null && users.length > 1) return { missing: 'targetUser', choices: users };
  const forUser = matching.filter((offer) => couldCover(offer, { ...spec, targetUser }));
  const verbs = unique(forUser.flatMap((offer) => offer.verbs));
  const verb = spec.verb ?? (verbs.includes('Shell') ? 'Shell' : (verbs[0] ?? null));
  if (spec.verb === null && verb !== 'Shell' && verbs.length > 1) return { missing: 'verb', choices: verbs };
  return { spec: { targetUser, targetGroups: spec.targetGroups, verb } };
}

function notOffered(requested: string, kind: string, offered: readonly string[]): Failure {
  const allowed = unique(offered);
  const list = allowed.length > 0 ? `Allowed ${kind}: ${allowed.join(', ')}.` : `There are no ${kind}.`;
  return new Failure('user-not-allowed', `You can't request ${requested} on this target. ${list}`);
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
