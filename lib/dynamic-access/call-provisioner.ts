import { findConnection } from '@/lib/db/connections/connections';
import { findMachine } from '@/lib/db/connections/machines';
import { findDynamicAccess } from '@/lib/db/targets/dynamic-access';
import type { MachineId } from './machine-job';
import { startMachine } from './start-machine';
import { stopMachine } from './stop-machine';

/**
 * Calls the provisioning server for the machine of a session: to start it, once, or to stop it, until that is answered with
 * success. It claims what has to be done, so a job that runs again does nothing twice.
 */
export async function callProvisioner({ organizationId, connectionId }: MachineId): Promise<void> {
  const about = { organizationId, connectionId };
  const machine = await findMachine(about);
  const connection = await findConnection(organizationId, connectionId);
  const access = connection && (await findDynamicAccess(organizationId, connection.target.id));
  if (!machine || !connection || !access) return;
  const job = { about, connection, access };
  if (machine.state === 'Starting') await startMachine(job);
  else await stopMachine(job);
}
