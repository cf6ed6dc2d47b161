import { z } from 'zod';
import type { Context } from '@/lib/context';
import { saveDynamicAccess } from '@/lib/db/targets/dynamic-access';
import { inOneTransaction } from '@/lib/db/transaction';
import { env } from '@/lib/env';
import { sendJob } from '@/lib/outbox/send-job';
import { parse } from '@/lib/parse';
import { seal } from '@/lib/secrets';
import { registerTarget } from '@/lib/targets/register-target';
import { webhookFields } from './webhook-fields';

const inputSchema = webhookFields.extend({ name: z.unknown(), environmentId: z.unknown() });

/**
 * Registers a dynamic server whose provisioning server starts a machine for each session, and has its health checked. Admins
 * and their API keys only. Throws `invalid`, `forbidden`, `name-taken`.
 */
export async function createDynamicAccess(ctx: Context, input: unknown): Promise<{ id: string }> {
  const { name, environmentId, sharedSecret, ...webhooks } = parse(inputSchema, input);
  const { organizationId } = ctx;
  return inOneTransaction(async (tx) => {
    const { id } = await registerTarget(ctx, { type: 'DynamicAccessConfig', name, environmentId });
    const secret = sharedSecret ? seal(env().encryptionKeys, sharedSecret, id) : null;
    await saveDynamicAccess(tx, { organizationId, targetId: id }, { ...webhooks, secret });
    await sendJob(tx, 'check-provisioner', { organizationId, targetId: id });
    return { id };
  });
}
