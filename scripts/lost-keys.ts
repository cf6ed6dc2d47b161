// `npm run keys:lost`: says which stored secrets ENCRYPTION_KEYS does not open. With `-- --replace`, it goes on without them:
// for a key that is lost for good. The product can run meanwhile.
import { parseArgs } from 'node:util';
import { findLogs } from '@/lib/db/audit/sealing';
import {
  describeUnreadableSecrets,
  findUnreadableSecrets,
} from '@/lib/encryption-keys/find-unreadable-secrets';
import { replaceUnreadableSecrets } from '@/lib/encryption-keys/replace-unreadable-secrets';
import { loadEncryptionKeys } from '@/lib/env';
import { CommandFailure, runOperatorCommand } from './operator-command';

const usage = 'Usage: npm run keys:lost [-- --replace]';
const whatNow = [
  'What to do now for each organization that had one of these:',
  '  token of Slack: an admin opens Settings, App integrations, Slack, and presses Reinstall.',
  '  token of Slack to revoke: a workspace admin removes the app in Slack, if it is still there.',
  '  certificate authority: set up its targets again. Until then no one can connect to them.',
  '  key of an audit log: keep the new public key. The lost key does not sign it.',
].join('\n');

await runOperatorCommand(
  async () => {
    const keys = loadEncryptionKeys(process.env);
    const unreadable = await findUnreadableSecrets(keys);
    if (unreadable.length === 0) {
      console.log('ENCRYPTION_KEYS opens every stored secret.');
      return;
    }
    if (!isReplacing()) {
      console.log(`${describeUnreadableSecrets(unreadable)} -- --replace, which replaces these secrets.`);
      console.log(whatNow);
      process.exitCode = 1;
      return;
    }
    for (const { log, name } of await findLogs()) {
      const replaced = await replaceUnreadableSecrets(log, keys);
      const counts = Object.entries(replaced).filter(([, count]) => count > 0);
      if (counts.length > 0)
        console.log(`${name}: replaced ${counts.map(([table, count]) => `${table}: ${count}`).join(', ')}`);
    }
    console.log(whatNow);
  },
  () => void [isReplacing(), loadEncryptionKeys(process.env)],
);

function isReplacing(): boolean {
  try {
    return parseArgs({ options: { replace: { type: 'boolean', default: false } } }).values.replace;
  } catch {
    throw new CommandFailure(usage);
  }
}
