import { isOwnSsh } from '@/lib/core/target/target-import';
import { noTunnel, type TunnelFields } from '@/lib/core/target/tunnel';
import type { Tx } from '@/lib/db/client';
import type { SnapshotTarget } from '@/lib/db/policies/organization-snapshot';
import { findReachedThrough, findTarget } from '@/lib/db/targets/targets';
import type { ValidRow } from './import-row';

/** A row with the target that it becomes, and the stored one if there is one. */
export type PlacedRow = { row: ValidRow; before: SnapshotTarget | undefined; target: SnapshotTarget };

/** The names that a `way` of an import file can mean: `gate.prod` is a server, or `gate` in the environment `prod`. */
export function namesInWay(way: string): string[] {
  const names = [way];
  for (let dot = way.indexOf('.'); dot !== -1; dot = way.indexOf('.', dot + 1)) names.push(way.slice(0, dot));
  return names;
}

/** How the target is reached so far, with the ports of the row. A column that the file does not have changes nothing. */
export function keptTunnel(before: SnapshotTarget | undefined, tunnel: ValidRow['tunnel']): TunnelFields {
  const { tunnelWay, jumpTargetId, rdpPort, sqlServerPort } = before ?? noTunnel;
  return {
    tunnelWay,
    jumpTargetId,
    rdpPort: tunnel.rdpPort === undefined ? rdpPort : tunnel.rdpPort,
    sqlServerPort: tunnel.sqlServerPort === undefined ? sqlServerPort : tunnel.sqlServerPort,
  };
}

/**
 * Finds how the targets of the rows are reached: nothing for an empty `way`, the own sshd for `own-ssh`, and otherwise a
 * server by `name` or `name.environment`. Returns the rows that can be imported, and why others can't be, by line. A row
 * that can't be imported can make another one so, which names its server.
 *
 * @param stored the stored targets that the rows name, archived ones too
 * @param environments the names of environments by id, new ones too
 */
export async function resolveWays(
  tx: Tx,
  organizationId: string,
  placed: readonly PlacedRow[],
  about: { stored: readonly SnapshotTarget[]; environments: ReadonlyMap<string, string> },
): Promise<{ rows: PlacedRow[]; problems: { line: number; why: string }[] }> {
  const problems: { line: number; why: string }[] = [];
  let rows = [...placed];
  for (;;) {
    const after = new Map(about.stored.map((target) => [target.id, target]));
    for (const { target } of rows) after.set(target.id, target);
    const state = { after, environments: about.environments };
    const good: PlacedRow[] = [];
    for (const one of rows) {
      const target = await withWay(tx, organizationId, one, state);
      if (typeof target === 'string') problems.push({ line: one.row.line, why: target });
      else good.push({ ...one, target });
    }
    if (good.length === rows.length) return { rows: good, problems };
    rows = good;
  }
}

type State = { after: ReadonlyMap<string, SnapshotTarget>; environments: ReadonlyMap<string, string> };

/** The target with its way, or what is wrong with the row. */
async function withWay(
  tx: Tx,
  organizationId: string,
  { row, before, target }: PlacedRow,
  state: State,
): Promise<SnapshotTarget | string> {
  const { way } = row.tunnel;
  const read = way === undefined ? {} : readWay(target, way, state);
  if (typeof read === 'string') return `way: ${read}`;
  const found = { ...target, ...read };
  if (found.host === null && before?.host) {
    const [reached] = await findReachedThrough(organizationId, target.id, tx);
    if (reached) return `host: RDP and SQL Server of ${reached.name} are reached through this server.`;
  }
  if (found.tunnelWay === null) return found;
  if (found.host === null) return 'host: RDP and SQL Server of this server need it.';
  if (found.jumpTargetId === null) return found;
  const jump =
    state.after.get(found.jumpTargetId) ?? (await findTarget(organizationId, found.jumpTargetId, tx));
  if (jump && !('archived' in jump && jump.archived) && jump.host !== null) return found;
  return `way: ${jump?.name ?? 'its server'} has no host, or is archived.`;
}

function readWay(
  target: SnapshotTarget,
  way: string,
  { after, environments }: State,
): Pick<TunnelFields, 'tunnelWay' | 'jumpTargetId'> | string {
  if (way === '') return { tunnelWay: null, jumpTargetId: null };
  if (target.type !== 'Bzero') return 'leave empty, only servers have one.';
  if (isOwnSsh(way)) return { tunnelWay: 'OwnSsh', jumpTargetId: null };
  const [jump, ...others] = [...after.values()].filter(
    ({ name, environmentId }) => way === name || way === `${name}.${environments.get(environmentId)}`,
  );
  if (!jump) return `“${way}” is not a server. Use own-ssh, or the name of a server.`;
  if (others.length > 0) return `several targets are named ${way}. Use name.environment.`;
  if (jump.type !== 'Bzero' || jump.id === target.id) return `“${way}” is not another server.`;
  return { tunnelWay: 'Jump', jumpTargetId: jump.id };
}
