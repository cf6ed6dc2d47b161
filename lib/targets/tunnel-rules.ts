import { AccessError } from '@/lib/core/error';
import { isHostAddress, type TunnelFields } from '@/lib/core/target/tunnel';
import { formatTarget, formatWay } from '@/lib/core/text/target';
import type { Tx } from '@/lib/db/client';
import { findReachedThrough, findTarget } from '@/lib/db/targets/targets';

type Fields = TunnelFields & { host: string | null };

/**
 * Checks how RDP and SQL Server of a target are reached. Returns the way as people write it, null without one. `id` is
 * null for a new target. Throws `invalid` at the field, and `in-use` if a target is reached through this one, which then
 * needs its host.
 */
export async function requireValidWay(
  tx: Tx,
  organizationId: string,
  id: string | null,
  { tunnelWay, jumpTargetId, host }: Fields,
): Promise<string | null> {
  if (host === null && id !== null) await requireNotReachedThrough(tx, organizationId, id, 'needs its host');
  if (tunnelWay === null) return null;
  if (host === null) throw invalid('host', 'Enter the host, so that zli can reach RDP and SQL Server there.');
  if (!isHostAddress(host)) throw invalid('host', 'Enter a host name or an IP address, without a port.');
  if (tunnelWay === 'OwnSsh') return formatWay({ tunnelWay, jump: null });
  if (jumpTargetId === null) throw invalid('jumpTargetId', 'Choose the server to go through.');
  if (jumpTargetId === id) throw invalid('jumpTargetId', 'Choose another server, or its own SSH server.');
  const jump = await findTarget(organizationId, jumpTargetId, tx);
  if (jump?.type !== 'Bzero') throw invalid('jumpTargetId', 'Choose a server that is not archived.');
  if (jump.host === null) {
    const message = `${jump.name} has no host. Add its host first, or choose another server.`;
    throw invalid('jumpTargetId', message);
  }
  return formatWay({ tunnelWay, jump });
}

/**
 * Refuses a change of a server that other targets are reached through. `why` is what the change breaks, after the server's
 * name. Throws `in-use`, and names them.
 */
export async function requireNotReachedThrough(
  tx: Tx,
  organizationId: string,
  id: string,
  why: string,
): Promise<void> {
  const reached = await findReachedThrough(organizationId, id, tx);
  const [first] = reached;
  if (!first) return;
  const others = reached.length === 1 ? '' : ` and ${reached.length - 1} more`;
  throw new AccessError(
    'in-use',
    `This server ${why}: RDP and SQL Server of ${formatTarget(first)}${others} go through it. Choose another way there first.`,
  );
}

function invalid(path: string, message: string): AccessError {
  return new AccessError('invalid', message, { faults: [{ path, message }] });
}
