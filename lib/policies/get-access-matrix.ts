import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { type MatrixCell, matrixCell, matrixSize } from '@/lib/core/access/access-matrix';
import { targetTypes } from '@/lib/core/target/target';
import { findMatchingPeople } from '@/lib/db/people/matching-people';
import { findRequesters } from '@/lib/db/people/people';
import { findAllJitPolicies } from '@/lib/db/policies/jit-policies';
import { findStandingPolicies } from '@/lib/db/policies/standing-policies';
import { findMatchingTargets } from '@/lib/db/targets/matching-targets';
import { findTargetsByIds } from '@/lib/db/targets/targets';
import { databaseNow } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

const words = z.string().trim().max(200).default('');
const inputSchema = z.object({ people: words, targets: words });

export type AccessMatrix = {
  targets: readonly { id: string; name: string; environment: string }[];
  /** each with a cell for each target, in their order */
  people: readonly { id: string; email: string; cells: readonly MatrixCell[] }[];
  /** whether more match than are shown */
  hasMore: { people: boolean; targets: boolean };
};

/**
 * What each of the first people gets on each of the first targets that match parts of their names. Admins only. Throws
 * `invalid`, `forbidden`.
 */
export async function getAccessMatrix(ctx: Context, input: unknown): Promise<AccessMatrix> {
  const wanted = parse(inputSchema, input);
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const [people, named, jit, standingPolicies, now] = await Promise.all([
    findMatchingPeople(organizationId, wanted.people, matrixSize.people + 1),
    findMatchingTargets(organizationId, targetTypes, wanted.targets, matrixSize.targets + 1),
    findAllJitPolicies(organizationId),
    findStandingPolicies(organizationId),
    databaseNow(),
  ]);
  const [shown, targets] = [people.slice(0, matrixSize.people), named.slice(0, matrixSize.targets)];
  const [requesters, usable] = await Promise.all([
    findRequesters(shown.map(({ id }) => id)),
    findTargetsByIds(
      organizationId,
      targets.map(({ id }) => id),
    ),
  ]);
  const byId = new Map(usable.map((target) => [target.id, target]));
  const columns = targets.flatMap(({ id }) => byId.get(id) ?? []);
  return {
    targets: columns.map(({ id, name, environment }) => ({ id, name, environment })),
    people: shown.map(({ id, email }) => {
      const requester = requesters.get(id) ?? { userId: id, groupIds: [] };
      return {
        id,
        email,
        cells: columns.map((target) => matrixCell({ jit, standingPolicies }, requester, target, now)),
      };
    }),
    hasMore: { people: people.length > shown.length, targets: named.length > targets.length },
  };
}
