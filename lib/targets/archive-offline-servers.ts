import { record } from '@/lib/audit/record';
import { systemContext } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { lockForRuleChange } from '@/lib/db/locks';
import { findOverdueServers, writeOverdueArchived, writeOverdueKept } from '@/lib/db/targets/server-contact';
import { findTarget } from '@/lib/db/targets/targets';
import { inTransaction } from '@/lib/db/transaction';
import { sweepEach } from '@/lib/sweep-each';
import { concludeArchive, requireArchivable } from './conclude-archive';

/** A job has a minute. What is left is for the next one. */
const batch = 50;

/**
 * Archives the servers that have been offline for longer than their environment allows, in all organizations, with the effects
 * that `archiveTarget` has. One that others are reached through stays, and the log says why, once. Gives how many it archived.
 */
export async function archiveOfflineServers(): Promise<number> {
  const overdue = await findOverdueServers(batch);
  return sweepEach(overdue, 'an offline server could not be archived', archiveOfflineServer);
}

/** False if the server stays: it is in contact again, its environment changed, or others need it. */
async function archiveOfflineServer(about: { organizationId: string; targetId: string }): Promise<boolean> {
  const { organizationId, targetId } = about;
  const ctx = systemContext(organizationId, 'the clock', 'clock');
  return inTransaction(async (tx) => {
    await lockForRuleChange(tx, organizationId);
    const target = await findTarget(organizationId, targetId, tx);
    if (!target) return false;
    const why = await findHindrance(tx, organizationId, targetId);
    if (why !== null) {
      const { name, environment, type } = target;
      const data = { name, environment, type, why };
      if (await writeOverdueKept(tx, organizationId, targetId, why))
        await record(tx, ctx, { action: 'keep-target', data }, { targetId });
      return false;
    }
    const offline = await writeOverdueArchived(tx, organizationId, targetId);
    if (offline) await concludeArchive(tx, ctx, target, offline);
    return offline !== null;
  });
}

/** Why a server can't be archived; null if it can. */
async function findHindrance(tx: Tx, organizationId: string, targetId: string): Promise<string | null> {
  try {
    await requireArchivable(tx, organizationId, targetId);
    return null;
  } catch (error) {
    if (error instanceof AccessError && error.code === 'in-use') return error.message;
    throw error;
  }
}
