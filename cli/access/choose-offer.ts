import { type AccessSpec, couldCover } from '@/lib/core/access/access-spec';
import type { Verb } from '@/lib/core/target/target';
import { Failure } from '../failure';
import type { Offer } from './access-request';

/** Either all of it is settled, or one thing is to be asked of the person. */
export type Choice =
  | { settled: AccessSpec }
  | { open: 'targetUser'; choices: string[] }
  | { open: 'verb'; choices: Verb[] };

/**
 * Completes a spec from what is offered, where only one thing is possible. A shell is what people mean when
 * they say no more.
 *
 * @throws Failure where nothing offered is as wished; it lists what is.
 */
export function chooseOffer(offers: readonly Offer[], spec: AccessSpec): Choice {
  const { targetUser: user } = spec;
  const byUser = offers.filter((offer) =>
    couldCover(offer, { targetUser: user, targetGroups: [], verb: null }),
  );
  if (byUser.length === 0)
    throw refuse(
      `as ${spec.targetUser}`,
      'users',
      offers.flatMap(({ targetUsers }) => targetUsers),
    );
  const byVerb = byUser.filter((offer) => couldCover(offer, { ...spec, targetGroups: [] }));
  if (byVerb.length === 0)
    throw refuse(
      `for ${spec.verb}`,
      'protocols',
      byUser.flatMap(({ verbs }) => verbs),
    );
  const fitting = byVerb.filter((offer) => couldCover(offer, spec));
  if (fitting.length === 0)
    throw refuse(
      `in ${spec.targetGroups.join(', ')}`,
      'groups',
      byVerb.flatMap(({ targetGroups }) => targetGroups),
    );

  const users = unique(fitting.flatMap(({ targetUsers }) => targetUsers));
  const targetUser = spec.targetUser ?? users[0] ?? null;
  if (spec.targetUser === null && users.length > 1) return { open: 'targetUser', choices: users };
  const asUser = fitting.filter((offer) => couldCover(offer, { ...spec, targetUser }));
  const verbs = unique(asUser.flatMap((offer) => offer.verbs));
  const verb = spec.verb ?? (verbs.includes('Shell') ? 'Shell' : (verbs[0] ?? null));
  if (spec.verb === null && verb !== 'Shell' && verbs.length > 1) return { open: 'verb', choices: verbs };
  return { settled: { targetUser, targetGroups: spec.targetGroups, verb } };
}

function refuse(what: string, kind: string, offered: readonly string[]): Failure {
  const allowed = unique(offered);
  const list =
    allowed.length > 0 ? `Allowed target ${kind}: ${allowed.join(', ')}.` : `There are no target ${kind}.`;
  return new Failure('user-not-allowed', `You may not ask for this target ${what}. ${list}`);
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
