import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { reviveMessages } from '@/lib/db/slack/delivery-health';
import { findInstallation } from '@/lib/db/slack/installations';
import { inTransaction } from '@/lib/db/transaction';
import { sendJob } from '@/lib/outbox/send-job';
import { parse } from '@/lib/parse';

const inputSchema = z.object({
  /** one failed message; all of them when left out */
  messageId: z.uuid().optional(),
});

/** Retries failed messages (R14). Returns their number. Throws `forbidden`, `not-integrated`. */
export async function retryMessages(ctx: Context, input: unknown): Promise<number> {
  const { messageId } = parse(inputSchema, input);
  return inTransaction(async (tx) => {
    await requireAdmin(ctx, tx);
    const installation = await findInstallation(ctx.organizationId, tx);
    if (!installation)
      throw new AccessError(
        'not-integrated',
        'Slack is not connected, so messages cannot be sent. Connect it first.',
      );
    const ids = await reviveMessages(tx, installation.id, messageId ?? null);
    for (const id of ids) await sendJob(tx, 'deliver-slack', { messageId: id });
    if (ids.length > 0) await record(tx, ctx, { action: 'retry-messages', data: { count: ids.length } });
    return ids.length;
  });
}
