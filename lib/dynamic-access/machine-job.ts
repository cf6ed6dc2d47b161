import { type Context, systemContext } from '@/lib/context';
import type { ConnectionView } from '@/lib/core/access/connection';
import type { DynamicAccessRow } from '@/lib/db/targets/dynamic-access';

/** The session of a machine. */
export type MachineId = { organizationId: string; connectionId: string };

/** What a call of a provisioning server is about. */
export type MachineJob = { about: MachineId; connection: ConnectionView; access: DynamicAccessRow };

export function clockOf({ organizationId }: MachineId): Context {
  return systemContext(organizationId, 'the clock', 'clock');
}
