import { findOffers } from '@/lib/access/find-offers';
import type { Context } from '@/lib/context';
import { type Entitlement, isCurrent } from '@/lib/core/access/entitlement';
import type { Offer } from '@/lib/core/access/offer';
import { AccessError } from '@/lib/core/error';
import type { PersonRow } from '@/lib/db/people/people';
import { type EntitledTarget, findEntitlements } from '@/lib/db/policies/entitlements';
import { findTargetIds } from '@/lib/db/targets/targets';

/** Which target is meant: by id, or by name and, where several have it, the environment's name or id. */
export type Wanted = {
  targetId?: string | undefined;
  targetName?: string | undefined;
  envId?: string | undefined;
  envName?: string | undefined;
};

/** A target as somebody may see it: what they hold on it now, and what they may ask for. */
export type MatchedTarget = {
  target: EntitledTarget;
  entitlements: Entitlement[];
  offers: Offer[];
  now: Date;
};

/**
 * Finds the target that somebody means, among those that they have access to, may ask for, or as an admin
 * see anyway; to others it does not exist. One that they have access to goes before those they may only ask
 * for. Throws `not-found`, or `ambiguous` with the candidates.
 */
export async function findWantedTarget(
  ctx: Context,
  person: PersonRow,
  wanted: Wanted,
): Promise<MatchedTarget> {
  const { organizationId } = ctx;
  const ids = wanted.targetId ? [wanted.targetId] : await findTargetIds(organizationId, wanted);
  const found: MatchedTarget[] = [];
  for (const targetId of ids) {
    const held = await findEntitlements({ organizationId, userId: person.id, targetId });
    const [target] = held.targets;
    if (!target) continue;
    const entitlements = target.entitlements.filter((entitlement) => isCurrent(entitlement, held.now));
    const offers = await findOffers({ organizationId, userId: person.id, target, now: held.now });
    if (entitlements.length > 0 || offers.length > 0 || person.role === 'Admin') {
      found.push({ target, entitlements, offers, now: held.now });
    }
  }
  const usable = found.filter(({ entitlements }) => entitlements.length > 0);
  const meant = usable.length > 0 ? usable : found;
  const [first, second] = meant;
  if (!first) throw notFound(wanted);
  if (second) throw ambiguous(wanted, meant);
  return first;
}

function notFound({ targetId, targetName, envName, envId }: Wanted): AccessError {
  const name = targetName ?? targetId ?? '';
  const where = (envName ?? envId) ? ` in ${envName ?? envId}` : '';
  return new AccessError(
    'not-found',
    `You can't access or request the target ${name}${where}. List targets with: zli list-targets`,
  );
}

function ambiguous(wanted: Wanted, found: readonly MatchedTarget[]): AccessError {
  const candidates = found.map(({ target }) => `${target.name}.${target.environment}`);
  return new AccessError(
    'ambiguous',
    `Several targets are named ${wanted.targetName}. Add the environment: ${candidates.join(' or ')}.`,
    { details: { candidates } },
  );
}
