// `npm run keys:rotate`: encrypts every stored secret with the first key of ENCRYPTION_KEYS, while the product runs or
// not. It can be stopped and started again. Afterwards the other keys can be removed.
import { rotateKeys } from '@/lib/encryption-keys/rotate-keys';
import { loadEncryptionKeys } from '@/lib/env';
import { runOperatorCommand } from './operator-command';

await runOperatorCommand(async () => {
  const keys = loadEncryptionKeys(process.env);
  const { resealed, usedKeys } = await rotateKeys(keys, (table, count) => {
    process.stderr.write(`${table}: ${count} secrets\n`);
  });
  const [first, ...others] = keys.map(({ id }) => id);
  const unused = others.filter((id) => !usedKeys.includes(id)).join(', ');
  console.log(`${resealed} secrets were encrypted again, with the key ${first}.`);
  if (unused !== '')
    console.log(`No stored secret needs ${unused} now: you can remove it from ENCRYPTION_KEYS.`);
});
