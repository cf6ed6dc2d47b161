import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError, type InputError } from '@/lib/core/error';
import type { TargetType } from '@/lib/core/target/target';
import { writeTargetTrust } from '@/lib/db/targets/inventory';
import { findTarget } from '@/lib/db/targets/targets';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { addressFault, identityFault, linesOf, trustFields } from './trust-fields';

const inputSchema = trustFields.extend({ targetId: z.uuid() });

/**
 * Says whom to believe that it is a target (host keys of a server, else the CA of its TLS certificate), and
 * from which addresses certificates for a server may be used. Throws `invalid` with the faults at their
 * fields, `forbidden`, `not-found`.
 */
export async function trustTarget(ctx: Context, input: unknown): Promise<{ name: string }> {
  const { targetId, serverIdentity, sourceAddresses } = parse(inputSchema, input);
  const { organizationId } = ctx;
  return inTransaction(async (tx) => {
    await requireAdmin(ctx, tx);
    const target = await findTarget(organizationId, targetId, tx);
    if (!target) throw new AccessError('not-found', 'There is no such target here, or it is retired.');
    const { name, environment, type } = target;
    const addresses = linesOf(sourceAddresses);
    const faults = faultsOf(type, serverIdentity, addresses);
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

function faultsOf(type: TargetType, identity: string, addresses: readonly string[]): InputError[] {
  const isServer = type === 'Bzero' || type === 'DynamicAccessConfig';
  const address = isServer || addresses.length === 0 ? addressFault(addresses) : 'Only servers take these.';
  return [
    { path: 'serverIdentity', message: identityFault(type, identity) },
    { path: 'sourceAddresses', message: address },
  ].flatMap(({ path, message }) => (message === null ? [] : [{ path, message }]));
}
