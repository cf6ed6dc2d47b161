import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireRegistrar } from '@/lib/authorization/require-registrar';
import { type Context, newId } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { findEnvironmentRows } from '@/lib/db/targets/inventory';
import { insertTargets, learnServerIdentity } from '@/lib/db/targets/inventory-writes';
import { findServerByName } from '@/lib/db/targets/targets';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { makeSshdSetup, type SshdSetup } from '@/lib/target-setup/get-sshd-setup';
import { hostKeysOf } from '@/lib/target-setup/host-keys';
import { findOpenEnvironment, mapInventoryNameConflict } from '@/lib/targets/inventory-rules';
import { fieldsForType, targetFields } from '@/lib/targets/target-fields';
import { identityError } from '@/lib/targets/trust-fields';

const hostKeyField = z
  .string()
  .max(4000)
  .refine(
    (line) => identityError('Bzero', line) === null && line.trim() !== '',
    'Send host keys like ssh-ed25519 AAAA….',
  );

/** The host keys that a server registers with. */
export const hostKeysField = z.array(hostKeyField).min(1, 'Send the host keys of the server.').max(20);

const inputSchema = z.object({
  environmentId: z.uuid('Send the id of an environment.').nullish(),
  hostKeys: hostKeysField,
  name: z.unknown(),
  host: z.string('Send the address of the server.').min(1, 'Send the address of the server.'),
  port: z.unknown(),
});

/**
 * A server registers itself, in an environment or the default one. Twice is once: a server of this name with one of its host
 * keys is returned as it is. Returns what it runs to set up its sshd. Admins, admin API keys, and registration keys.
 *
 * Throws `invalid`, `forbidden`, or `name-taken` if another server has the name.
 */
export async function registerServer(
  ctx: Context,
  input: unknown,
): Promise<{ id: string; setupScript: SshdSetup['setupScript'] }> {
  const { environmentId, hostKeys, ...address } = parse(inputSchema, input);
  const { organizationId } = ctx;
  const id = await mapInventoryNameConflict(String(address.name), () =>
    inTransaction(async (tx) => {
      await requireRegistrar(ctx, tx);
      const environment = await findPlace(tx, organizationId, environmentId ?? null);
      const wanted = { ...address, type: 'Bzero', environmentId: environment.id };
      const fields = fieldsForType(parse(targetFields, wanted));
      const known = await findServerByName(tx, organizationId, environment.id, fields.name);
      if (known) return requireSameServer(known, fields.name, hostKeys);
      const target = { ...fields, id: newId(), archived: false };
      await insertTargets(tx, organizationId, [target]);
      await learnServerIdentity(tx, organizationId, target.id, hostKeys.join('\n'));
      const data = { name: fields.name, environment: environment.name, type: 'Bzero' as const };
      await record(tx, ctx, { action: 'register-target', data }, { targetId: target.id });
      await record(
        tx,
        ctx,
        { action: 'trust-target', data: { ...data, identity: true, addresses: [] } },
        { targetId: target.id },
      );
      return target.id;
    }),
  );
  return { id, setupScript: (await makeSshdSetup(organizationId, id)).setupScript };
}

async function findPlace(tx: Tx, organizationId: string, id: string | null) {
  if (id !== null) return findOpenEnvironment(tx, organizationId, id);
  const found = (await findEnvironmentRows(organizationId, undefined, tx)).find(({ isDefault }) => isDefault);
  if (found) return found;
  const message = 'There is no environment yet. Create one first.';
  throw new AccessError('invalid', message, { faults: [{ path: 'environmentId', message }] });
}

/** The id of a known server that the caller is. Throws `name-taken`: another server has the name, or nobody knows which. */
function requireSameServer(
  known: { id: string; serverIdentity: string | null },
  name: string,
  hostKeys: readonly string[],
): string {
  const own = new Set(hostKeys.map(keyOf));
  if (hostKeysOf(known.serverIdentity).some((line) => own.has(keyOf(line)))) return known.id;
  const message = `Another server named ${name} is registered with other host keys. Archive it, enter the host keys of this server there, or register this one under another name.`;
  throw new AccessError('name-taken', message, { faults: [{ path: 'name', message }] });
}

/** A public key line without its comment. */
function keyOf(line: string): string {
  return line.trim().split(/\s+/).slice(0, 2).join(' ');
}
