import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { countWorkForAdmins } from '@/lib/db/requests/overview';

/** What every page shows an admin. Times are in milliseconds since 1970, by the database's clock. */
export type AdminWork = {
  /** pending requests */
  pending: number;
  /** when the newest of them was made; null when there is none */
  newestAt: number | null;
  /** how much ended access its target still accepts */
  stillOpen: number;
  /** when it was counted */
  at: number;
};

/**
 * The numbers that every page shows an admin: pending requests, and ended access that its target still accepts. Admins
 * only. Throws `forbidden`.
 */
export async function countAdminWork(ctx: Context): Promise<AdminWork> {
  await requireAdmin(ctx);
  return countWorkForAdmins(ctx.organizationId);
}
