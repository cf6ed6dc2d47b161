import { getConnection } from '@/lib/connections/get-connection';
import { isReady } from '@/lib/connections/machine';
import type { Context } from '@/lib/context';
import type { ConnectionView } from '@/lib/core/access/connection';
import { AccessError } from '@/lib/core/error';
import { findMachine, type MachineRow } from '@/lib/db/connections/machines';

export type DynamicConnection = {
  connection: ConnectionView;
  machine: MachineRow;
  /** Pending until zli can connect; Error if the machine could not be started */
  state: 'Open' | 'Closed' | 'Error' | 'Pending';
};

/** A session and its machine, of the caller, or for admins and their programs of anybody. Throws `forbidden`, `not-found`. */
export async function getDynamicConnection(ctx: Context, input: unknown): Promise<DynamicConnection> {
  const connection = await getConnection(ctx, input);
  const { organizationId } = ctx;
  const machine = await findMachine({ organizationId, connectionId: connection.id });
  if (!machine) throw new AccessError('not-found', 'No machine was started for this session.');
  return { connection, machine, state: stateOf(connection, machine) };
}

function stateOf(connection: ConnectionView, machine: MachineRow): DynamicConnection['state'] {
  if (machine.state === 'StartError') return 'Error';
  if (connection.state === 'Closed') return 'Closed';
  return isReady(machine) ? 'Open' : 'Pending';
}
