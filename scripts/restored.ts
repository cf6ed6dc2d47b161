// `npm run restored`: run it once after the database was restored from a backup, before the product starts again. It ends what
// may have ended since the backup, and has nothing sent to Slack twice. It can be repeated: it then ends what began since.
import { systemContext } from '@/lib/context';
import { findLogs, serverLog } from '@/lib/db/audit/sealing';
import { findApiKeys } from '@/lib/db/people/api-tokens';
import { findActiveAdmins } from '@/lib/db/people/people';
import { endRestoredAccess } from '@/lib/restore/end-restored-access';
import { noteRestore } from '@/lib/restore/note-workers';
import { runOperatorCommand } from './operator-command';

await runOperatorCommand(async () => {
  const { from, until } = await noteRestore();
  console.log(`The database knows nothing of the time from ${from.toISOString()} to ${until.toISOString()}.`);
  for (const { log, name } of await findLogs()) if (log !== serverLog) await end(log, name, from);
  console.log(
    'Check what changed in that time, and change it again: people you disabled, roles, policies, targets, API keys you ' +
      'revoked, replaced authorities. See docs/operate.md, "Back up and restore".',
  );
});

async function end(organizationId: string, name: string, since: Date): Promise<void> {
  const ctx = systemContext(organizationId, 'the operator', 'operator');
  const { ended, sessions, tokens } = await endRestoredAccess(ctx, since);
  console.log(
    `${name}: ended access of requests: ${ended}, sessions of the console: ${sessions}, sessions of zli: ${tokens}`,
  );
  const admins = await findActiveAdmins(organizationId);
  console.log(`  Admins: ${admins.map(({ email }) => email).join(', ') || 'none'}`);
  const keys = await findApiKeys(organizationId);
  console.log(`  API keys: ${keys.map((key) => `${key.name} (${key.role})`).join(', ') || 'none'}`);
}
