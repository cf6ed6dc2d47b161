import { findOffers } from '@/lib/access/find-offers';
import type { Context } from '@/lib/context';
import { type Entitlement, isCurrent } from '@/lib/core/access/entitlement';
import type { Offer } from '@/lib/core/access/offer';
import { AccessError } from '@/lib/core/error';
import type { PersonRow } from '@/lib/db/people/people';
import { type EntitledTarget, findEntitlements } from '@/lib/db/policies/entitlements';
import { findTargetIds } from '@/lib/db/targets/targets';

/** How a target is named: by id, or by name and, where several have the name, the environment's name or id. */
export type Wanted = {
  targetId?: string | undefined;
  targetName?: string | undefined;
  envId?: string | undefined;
  envName?: string | undefined;
};

/** A target, with what a person can access on it now and what they can request. */
export type MatchedTarget = {
  target: EntitledTarget;
  entitlements: Entitlement[];
  offers: Offer[];
  now: Date;
};

/**
 * Finds a target among those that a person has access to, can request, or can see as an admin; for others it does not
 * exist. Where several have the name, those that the person has access to count. Throws `not-found`, or `ambiguous` with
 * the candidates.
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
