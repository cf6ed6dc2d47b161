import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError, type InputError } from '@/lib/core/error';
import type { TargetType } from '@/lib/core/target/target';
import { writeTargetTrust } from '@/lib/db/targets/inventory-writes';
import { findTarget } from '@/lib/db/targets/targets';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { addressError, identityError, linesOf, trustFields } from './trust-fields';

const inputSchema = trustFields.extend({ targetId: z.uuid() });

/**
 * Saves the identity of a target (host keys of a server, otherwise the CA of its TLS certificate), and the addresses that
 * a server accepts certificates from. Throws `invalid` with an error for each field, `forbidden`, `not-found`.
 */
export async function trustTarget(ctx: Context, input: unknown): Promise<{ name: string }> {
  const { targetId, serverIdentity, sourceAddresses } = parse(inputSchema, input);
  const { organizationId } = ctx;
  return inTransaction(async (tx) => {
    await requireAdmin(ctx, tx);
    const target = await findTarget(organizationId, targetId, tx);
    if (!target) throw new AccessError('not-found', 'Target not found, or archived.');
    const { name, environment, type } = target;
    const addresses = linesOf(sourceAddresses);
    const faults = findErrors(type, serverIdentity, addresses);
    if (faults[0]) throw new AccessError('invalid', faults[0].message, { faults });
    const identity = serverIdentity.trim() === '' ? null : serverIdentity.trim();
    await writeTargetTrust(tx, organizationId, targetId, {
      serverIdentity: identity,
      sourceAddresses: addresses,
    });
    const data = { name, environment, type, identity: identity !== null, addresses };
    await record(tx, ctx, { action: 'trust-target', data }, { targetId });
    return { name };
  });
}

function findErrors(type: TargetType, identity: string, addresses: readonly string[]): InputError[] {
  const isServer = type === 'Bzero' || type === 'DynamicAccessConfig';
  const address =
    isServer || addresses.length === 0
      ? addressError(addresses)
      : 'Leave empty. Only servers restrict addresses.';
  return [
    { path: 'serverIdentity', message: identityError(type, identity) },
    { path: 'sourceAddresses', message: address },
  ].flatMap(({ path, message }) => (message === null ? [] : [{ path, message }]));
}
