// `npm run migrate-from-bastionzero -- --server URL --out FILE`: reads an organization from BastionZero, with the API key of an
// admin in BASTIONZERO_API_KEY, and writes an organization file for `npm run apply`. docs/migrate-from-bastionzero.md
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withoutHidden } from '@/lib/core/one-line';
import { describeExport, exportOrganization } from '@/lib/organization-file/bastionzero/export-organization';
import { connectOldServer, OldServerError } from '@/lib/organization-file/bastionzero/old-server';
import { FileExists, savePrivately } from '@/lib/organization-file/bastionzero/save-privately';
import { CommandFailure } from './operator-command';

const usage = 'Usage: npm run migrate-from-bastionzero -- --server URL --out FILE [--force]';

try {
  const { server, out, force } = readArguments();
  const apiKey = process.env.BASTIONZERO_API_KEY?.trim();
  if (!apiKey) throw new CommandFailure('BASTIONZERO_API_KEY is missing: the API key of an admin');
  const found = await exportOrganization(connectOldServer({ address: server, apiKey }));
  await savePrivately(out, found.yaml, force);
  for (const line of [`Wrote ${out}`, ...describeExport(found)]) console.log(line);
} catch (error) {
  const isForOperators = [CommandFailure, OldServerError, FileExists].some((kind) => error instanceof kind);
  if (!(isForOperators && error instanceof Error)) throw error;
  process.stderr.write(`${withoutHidden(error.message)}\n`);
  process.exitCode = 1;
}

function readArguments(): { server: string; out: string; force: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        server: { type: 'string' },
        out: { type: 'string' },
        force: { type: 'boolean', default: false },
      },
    });
    const { server, out, force } = values;
    if (!server || !out) throw new CommandFailure(usage);
    // npm runs scripts in the package's folder, but the path is relative to the folder where npm was called.
    return { server, out: resolve(process.env.INIT_CWD ?? '.', out), force };
  } catch {
    throw new CommandFailure(usage);
  }
}
