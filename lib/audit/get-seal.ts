import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { canChangeEvidence } from '@/lib/db/app-role';
import { findLastCheckpoint, findPublicKeys } from '@/lib/db/audit/checkpoints';
import { findSealState, type SealState } from '@/lib/db/audit/sealing';

/** How the log of an organization is protected. */
export type Seal = SealState & {
  lastCheckpoint: { seq: number; text: string; madeAt: Date } | null;
  /** the newest last; only that one signs */
  keys: { id: string; publicKey: string; createdAt: Date }[];
  /** the database role of the app owns the log, so the app could change it */
  appCanChange: boolean;
};

/** How the log of the actor's organization is protected. Admins only. Throws `forbidden`. */
export async function getSeal(ctx: Context): Promise<Seal> {
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const [state, lastCheckpoint, keys, appCanChange] = await Promise.all([
    findSealState(organizationId),
    findLastCheckpoint(organizationId),
    findPublicKeys(organizationId),
    canChangeEvidence(),
  ]);
  return { ...state, lastCheckpoint, keys, appCanChange };
}
