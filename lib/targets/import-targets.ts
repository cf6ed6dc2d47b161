import { z } from 'zod';
import { endUncoveredGrants } from '@/lib/access/end-uncovered-grants';
import { record } from '@/lib/audit/record';
import { requireAdminForRuleChange } from '@/lib/authorization/require-person';
import { type Context, newId } from '@/lib/context';
import type { ImportOutcome } from '@/lib/core/target/target-import';
import { formatTargetType } from '@/lib/core/text/target';
import type { Tx } from '@/lib/db/client';
import type { SnapshotTarget } from '@/lib/db/policies/organization-snapshot';
import { findEnvironmentRows } from '@/lib/db/targets/inventory';
import {
  insertEnvironments,
  insertTargets,
  writeTarget,
  writeTargetArchived,
} from '@/lib/db/targets/inventory-writes';
import { findTargetsByNames } from '@/lib/db/targets/targets';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { findChanges } from './import-changes';
import { readRow, type ValidRow } from './import-row';
import { keptTunnel, namesInWay, type PlacedRow, resolveWays } from './import-ways';

const cell = z.string().max(2000).optional();
const inputSchema = z.object({
  /** returns the outcomes and writes nothing */
  dryRun: z.boolean(),
  rows: z
    .array(
      z.object({
        line: z.number().int().min(1),
        problem: cell,
        name: cell,
        type: cell,
        environment: cell,
        os: cell,
        host: cell,
        port: cell,
        databaseType: cell,
        way: cell,
        rdpPort: cell,
        sqlServerPort: cell,
      }),
    )
    .min(1)
    .max(1000, 'Import at most 1000 rows at a time.'),
});

export type ImportResult = { outcomes: readonly ImportOutcome[]; environments: readonly string[] };

/**
 * Registers and updates targets from the rows of a file. Creates missing environments, restores archived targets that
 * the file lists, and skips invalid rows with the reason. Admins only. Throws `invalid`, `forbidden`.
 */
export async function importTargets(ctx: Context, input: unknown): Promise<ImportResult> {
  const { rows, dryRun } = parse(inputSchema, input);
  const { organizationId } = ctx;
  const read = rows.map(readRow);
  return inTransaction(async (tx) => {
    await requireAdminForRuleChange(ctx, tx);
    const plan = await planRows(
      tx,
      organizationId,
      read.flatMap((row) => ('fields' in row ? [row] : [])),
    );
    const refused = read.flatMap((row): ImportOutcome[] =>
      'why' in row ? [{ line: row.line, outcome: 'refused', why: row.why }] : [],
    );
    const outcomes = [...plan.outcomes, ...refused].sort((a, b) => a.line - b.line);
    const environments = plan.environments.map(({ name }) => name);
    if (!dryRun) await carryOut(tx, ctx, plan, refused.length);
    return { outcomes, environments };
  }, 60_000);
}

type Plan = {
  environments: { id: string; name: string }[];
  added: SnapshotTarget[];
  changed: SnapshotTarget[];
  outcomes: ImportOutcome[];
};

async function planRows(tx: Tx, organizationId: string, rows: readonly ValidRow[]): Promise<Plan> {
  const plan: Plan = { environments: [], added: [], changed: [], outcomes: [] };
  // Those in use come last, because an archived one can have the same name.
  const known = (await findEnvironmentRows(organizationId, undefined, tx)).reverse();
  const environments = new Map(known.map((environment) => [environment.name, environment]));
  const ids = new Map(known.map(({ id, name }) => [name, id]));
  const stored = new Map(
    (
      await findTargetsByNames(
        tx,
        organizationId,
        rows.flatMap(({ fields, tunnel }) => [fields.name, ...namesInWay(tunnel.way ?? '')]),
      )
    ).map((target) => [`${target.environmentId} ${target.name}`, target]),
  );
  const placed: PlacedRow[] = [];
  const seen = new Map<string, number>();
  for (const row of rows) {
    const { line, environment, fields, tunnel } = row;
    const refuse = (why: string) => plan.outcomes.push({ line, outcome: 'refused', why });
    if (environments.get(environment)?.retiredAt) {
      refuse(`environment: ${environment} is archived. Restore it first.`);
      continue;
    }
    const place = `${environment} ${fields.name}`;
    const duplicate = seen.get(place);
    if (duplicate !== undefined) {
      refuse(`name: line ${duplicate} has the same name in ${environment}.`);
      continue;
    }
    seen.set(place, line);
    let environmentId = ids.get(environment);
    if (environmentId === undefined) {
      environmentId = newId();
      ids.set(environment, environmentId);
      plan.environments.push({ id: environmentId, name: environment });
    }
    const before = stored.get(`${environmentId} ${fields.name}`);
    const target = {
      ...fields,
      ...keptTunnel(before, tunnel),
      environmentId,
      id: before?.id ?? newId(),
      archived: false,
    };
    if (before && before.type !== target.type) {
      refuse(`type: a ${formatTargetType(before)} with this name already exists.`);
      continue;
    }
    placed.push({ row, before, target });
  }
  const about = {
    stored: [...stored.values()],
    environments: new Map([...ids].map(([name, id]) => [id, name])),
  };
  const { rows: ready, problems } = await resolveWays(tx, organizationId, placed, about);
  for (const { line, why } of problems) plan.outcomes.push({ line, outcome: 'refused', why });
  const names = new Map(
    [...stored.values(), ...ready.map(({ target }) => target)].map((one) => [
      one.id,
      `${one.name}.${about.environments.get(one.environmentId)}`,
    ]),
  );
  for (const { row, before, target } of ready) {
    const { line } = row;
    const changes = before && (await findChanges(tx, organizationId, { before, target }, names));
    if (!changes) {
      plan.added.push(target);
      plan.outcomes.push({ line, outcome: 'new' });
    } else if (changes.length > 0) {
      plan.changed.push(target);
      plan.outcomes.push({ line, outcome: 'changed', changes });
    } else {
      plan.outcomes.push({ line, outcome: 'same' });
    }
  }
  return plan;
}

async function carryOut(tx: Tx, ctx: Context, plan: Plan, refused: number): Promise<void> {
  const { organizationId } = ctx;
  const { environments, added, changed, outcomes } = plan;
  await insertEnvironments(tx, organizationId, environments);
  await insertTargets(tx, organizationId, added);
  for (const target of changed) {
    await writeTarget(tx, organizationId, target.id, target);
    await writeTargetArchived(tx, organizationId, target.id, false);
  }
  const data = {
    created: added.length,
    changed: changed.length,
    refused: refused + outcomes.filter(({ outcome }) => outcome === 'refused').length,
  };
  await record(tx, ctx, { action: 'import-targets', data });
  if (changed.length > 0) await endUncoveredGrants(tx, ctx);
}
