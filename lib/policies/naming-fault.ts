import { AccessError } from '@/lib/core/error';
import { isPrismaError } from '@/lib/db/transaction';

/** Runs what writes a policy; a name that another policy of any type has becomes `name-taken` (R5). */
export async function namingFault<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isPrismaError(error, 'P2002')) throw error;
    const message = `Another policy is called ${name}. Names are unique across all types: choose another.`;
    throw new AccessError('name-taken', message, { faults: [{ path: 'name', message }] });
  }
}
