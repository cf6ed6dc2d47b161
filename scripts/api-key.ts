// `npm run api-key -- create NAME [--role Admin|User|Registration] [--tenant VALUE]`: creates an API key, before or while the
// product runs. The last word of the output is the secret. Only its hash is stored.
import { parseArgs } from 'node:util';
import { systemContext } from '@/lib/context';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { CommandFailure, ensureOrganization, requireProvider, runOperatorCommand } from './operator-command';

const usage = 'Usage: npm run api-key -- create NAME [--role Admin|User|Registration] [--tenant VALUE]';

await runOperatorCommand(
  async () => {
    const { name, role, tenant } = readArguments();
    const organization = await ensureOrganization(tenant);
    const ctx = systemContext(organization.id, 'the operator', 'operator');
    const key = await createApiKey(ctx, { name, role });
    process.stderr.write(`API key ${key.name} (${role}) of ${organization.name}, shown only once:\n`);
    process.stdout.write(`${key.secret}\n`);
  },
  () => void [readArguments(), requireProvider()],
);

function readArguments(): { name: string; role: string; tenant: string | undefined } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { role: { type: 'string' }, tenant: { type: 'string' } },
    });
    const [verb, name, ...others] = positionals;
    if (verb !== 'create' || !name || others.length > 0) throw new CommandFailure(usage);
    return { name, role: values.role ?? 'User', tenant: values.tenant?.trim().toLowerCase() };
  } catch {
    throw new CommandFailure(usage);
  }
}
