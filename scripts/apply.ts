// `npm run apply -- FILE`: loads users, groups, environments, targets and policies from a YAML or JSON file, before or while
// the product runs. With `--dry-run`, it only prints what it would do.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { organizationIssuer } from '@/lib/auth/identity';
import { applyFile, previewFile } from '@/lib/organization-file/apply-file';
import { chooseTenant } from './choose-tenant';
import { CommandFailure, requireProvider, runOperatorCommand } from './operator-command';

const usage = 'Usage: npm run apply -- FILE [--dry-run] [--tenant VALUE]';

await runOperatorCommand(
  async () => {
    const { file, isDryRun, tenant } = readArguments();
    const provider = requireProvider();
    const issuer = organizationIssuer(provider);
    const input = { path: file, issuer, tenant: tenant ?? (await chooseTenant(provider)) };
    if (isDryRun) {
      const { organization, created, changed, lines } = await previewFile(input);
      for (const line of lines) console.log(line);
      console.log(`Nothing was applied. ${organization} would have ${created} created, ${changed} changed.`);
      return;
    }
    const done = await applyFile(input);
    console.log(`Applied to ${done.organization}: ${done.created} created, ${done.changed} changed.`);
  },
  () => void [readArguments(), requireProvider()],
);

function readArguments(): { file: string; isDryRun: boolean; tenant: string | undefined } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { 'dry-run': { type: 'boolean', default: false }, tenant: { type: 'string' } },
    });
    const [file, ...others] = positionals;
    if (!file || others.length > 0) throw new CommandFailure(usage);
    // npm runs scripts in the package's folder, but the path is relative to the folder where npm was called.
    const path = resolve(process.env.INIT_CWD ?? '.', file);
    return { file: path, isDryRun: values['dry-run'], tenant: values.tenant?.trim().toLowerCase() };
  } catch {
    throw new CommandFailure(usage);
  }
}
