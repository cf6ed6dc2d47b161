// `npm run apply -- FILE`: loads users, environments, targets and policies from a YAML or JSON file, before or while
// the product runs.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { organizationIssuer } from '@/lib/auth/identity';
import { applyFile } from '@/lib/organization-file/apply-file';
import { chooseTenant } from './choose-tenant';
import { CommandFailure, requireProvider, runOperatorCommand } from './operator-command';

const usage = 'Usage: npm run apply -- FILE [--tenant VALUE]';

await runOperatorCommand(
  async () => {
    const { file, tenant } = readArguments();
    const provider = requireProvider();
    const issuer = organizationIssuer(provider);
    const done = await applyFile({ path: file, issuer, tenant: tenant ?? (await chooseTenant(provider)) });
    console.log(`Applied to ${done.organization}: ${done.created} created, ${done.changed} changed.`);
  },
  () => void [readArguments(), requireProvider()],
);

function readArguments(): { file: string; tenant: string | undefined } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { tenant: { type: 'string' } },
    });
    const [file, ...others] = positionals;
    if (!file || others.length > 0) throw new CommandFailure(usage);
    // npm runs scripts in the package's folder, but the path is relative to the folder where npm was called.
    const path = resolve(process.env.INIT_CWD ?? '.', file);
    return { file: path, tenant: values.tenant?.trim().toLowerCase() };
  } catch {
    throw new CommandFailure(usage);
  }
}
