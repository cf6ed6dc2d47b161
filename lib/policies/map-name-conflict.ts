import { AccessError } from '@/lib/core/error';
import { nameTaken } from '@/lib/core/policy/policy-issues';
import { isPrismaError } from '@/lib/db/transaction';

/** Runs a write of a policy. Throws `name-taken` if another policy, of any type, has the name (R5). */
export async function mapNameConflict<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isPrismaError(error, 'P2002')) throw error;
    const { message, code, field } = nameTaken(name);
    throw new AccessError('name-taken', message, { faults: [{ path: field, message, code }] });
  }
}
