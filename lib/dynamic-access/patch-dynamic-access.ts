import { z } from 'zod';
import { record } from '@/lib/audit/record';
import type { Context } from '@/lib/context';
import type { Changes } from '@/lib/core/audit-event';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { countMachinesToStop } from '@/lib/db/connections/machines';
import { type DynamicAccessRow, findDynamicAccess, saveDynamicAccess } from '@/lib/db/targets/dynamic-access';
import { findTarget } from '@/lib/db/targets/targets';
import { inOneTransaction } from '@/lib/db/transaction';
import { env } from '@/lib/env';
import { sendJob } from '@/lib/outbox/send-job';
import { parse } from '@/lib/parse';
import { type Sealed, seal } from '@/lib/secrets';
import { changesOf } from '@/lib/targets/inventory-rules';
import { patchTarget } from '@/lib/targets/patch-target';
import { webhookFields } from './webhook-fields';

const inputSchema = z.object({
  targetId: z.uuid(),
  /** the fields to change; fields that are left out stay */
  changes: z.record(z.string(), z.unknown()),
});

/**
 * Changes the name of a dynamic server, its webhooks and its shared secret, and has its health checked if it can be another
 * one. A dynamic server with an address of its own gets all webhooks at once, and then starts machines. A webhook moves to
 * another server only with a secret. Admins and their API keys only. Throws `invalid`, `forbidden`, `not-found`, `name-taken`,
 * and `in-use` if the stop webhook changes while it has machines to stop.
 */
export async function patchDynamicAccess(ctx: Context, input: unknown): Promise<void> {
  const { targetId, changes } = parse(inputSchema, input);
  const { name, ...calls } = changes;
  await inOneTransaction(async (tx) => {
    const renamed = name === undefined ? {} : { name };
    await patchTarget(ctx, { type: 'DynamicAccessConfig', targetId, changes: renamed });
    if (Object.keys(calls).length > 0) await writeCalls(tx, ctx, targetId, calls);
  });
}

async function writeCalls(tx: Tx, ctx: Context, targetId: string, changes: object): Promise<void> {
  const { organizationId } = ctx;
  const stored = await findDynamicAccess(organizationId, targetId, tx);
  const target = await findTarget(organizationId, targetId, tx);
  if (!target) throw new Error(`target ${targetId} does not exist`);
  const { sharedSecret = null, ...webhooks } = parse(webhookFields, { ...stored, ...changes });
  const secret = sharedSecret === null ? undefined : secretOf(sharedSecret, targetId);
  const { startWebhook = null, stopWebhook = null, healthWebhook = null } = stored ?? {};
  const before = { startWebhook, stopWebhook, healthWebhook };
  if (secret === undefined && stored) requireKnownServers(stored, Object.values(webhooks));
  const changed = { ...changesOf(before, webhooks), ...describeSecret(stored, secret) };
  if (Object.keys(changed).length === 0) return;
  if (stopWebhook !== webhooks.stopWebhook) await requireNothingToStop(tx, { organizationId, targetId });
  await saveDynamicAccess(tx, { organizationId, targetId }, { ...webhooks, secret });
  const { name, environment, type } = target;
  const data = { name, environment, type, changes: changed };
  await record(tx, ctx, { action: 'update-target', data }, { targetId });
  await sendJob(tx, 'check-provisioner', { organizationId, targetId });
}

/**
 * Refuses to move the stop webhook away from machines, which another provisioning server does not know. It can move away from
 * machines that it could not stop, because that is how a wrong one is corrected.
 */
async function requireNothingToStop(tx: Tx, about: { organizationId: string; targetId: string }) {
  const count = await countMachinesToStop(tx, about);
  if (count === 0) return;
  const sessions = count === 1 ? '1 session has a machine' : `${count} sessions have a machine`;
  throw new AccessError(
    'in-use',
    `${sessions} that the stop webhook stops. Close these sessions, and change it when the machines are stopped.`,
  );
}

/** Refuses to send the stored secret to a server that does not have it: an API key could have it read there. */
function requireKnownServers(stored: DynamicAccessRow, webhooks: readonly string[]): void {
  if (!stored.secret) return;
  const known = [stored.startWebhook, stored.stopWebhook, stored.healthWebhook].map(originOf);
  if (webhooks.every((webhook) => known.includes(originOf(webhook)))) return;
  const message =
    'Send the shared secret too, or "" for none: a webhook moves to another server, and the stored secret is not sent there.';
  throw new AccessError('invalid', message, { faults: [{ path: 'sharedSecret', message }] });
}

const originOf = (webhook: string) => new URL(webhook).origin;

/** The change of a secret without the secret. */
function describeSecret(stored: DynamicAccessRow | null, secret: Sealed | null | undefined): Changes {
  if (secret === undefined) return {};
  return { sharedSecret: { from: stored?.secret ? 'set' : 'none', to: secret ? 'set' : 'none' } };
}

/** An empty secret is none. */
function secretOf(text: string, targetId: string): Sealed | null {
  return text === '' ? null : seal(env().encryptionKeys, text, targetId);
}
