import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { listEnvironments } from '@/lib/targets/list-environments';

type Place = { environmentId?: string | null | undefined; environmentName?: string | null | undefined };

/**
 * The id of the environment that a program puts a target in: by id, by name, or the default one. Throws `invalid` at the field,
 * and `forbidden`.
 */
export async function findEnvironmentId(
  ctx: Context,
  { environmentId, environmentName }: Place,
): Promise<string> {
  const environments = (await listEnvironments(ctx)).filter(({ retiredAt }) => retiredAt === null);
  if (environmentName) {
    const named = environments.find(({ name }) => name === environmentName);
    if (named && (!environmentId || named.id === environmentId)) return named.id;
    throw invalid(
      'environmentName',
      named ? 'The environment with this id has another name.' : 'There is no environment with this name.',
    );
  }
  const id = environmentId || environments.find(({ isDefault }) => isDefault)?.id;
  if (id) return id;
  throw invalid('environmentId', 'There is no environment yet. Create one first.');
}

function invalid(path: string, message: string): AccessError {
  return new AccessError('invalid', message, { faults: [{ path, message }] });
}
