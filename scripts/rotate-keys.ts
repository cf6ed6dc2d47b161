// `npm run keys:rotate`: encrypts every stored secret with the first key of ENCRYPTION_KEYS, while the product runs or
// not. It can be stopped and started again. Afterwards the other keys can be removed.
import { existsSync } from 'node:fs';
import { disconnect } from '@/lib/db/client';
import { rotateKeys } from '@/lib/encryption-keys/rotate-keys';
import { EnvError, loadEncryptionKeys, loadOperatorEnv } from '@/lib/env';
import { prepareDatabase } from '@/server/prepare-database';
import { ResourceStack } from '@/server/resource-stack';
import { StartFailure } from '@/server/start-failure';

process.noDeprecation = true;
try {
  await run();
} catch (error) {
  const isForOperators = error instanceof EnvError || error instanceof StartFailure;
  const text = error instanceof Error && !isForOperators ? error.stack : (error as Error).message;
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const keys = loadEncryptionKeys(process.env);
  const resources = new ResourceStack();
  try {
    await prepareDatabase(loadOperatorEnv(process.env), resources);
    resources.add(disconnect);
    const { resealed, usedKeys } = await rotateKeys(keys, (table, count) => {
      process.stderr.write(`${table}: ${count} secrets\n`);
    });
    const [first, ...others] = keys.map(({ id }) => id);
    const unused = others.filter((id) => !usedKeys.includes(id)).join(', ');
    console.log(`${resealed} secrets were encrypted again, with the key ${first}.`);
    if (unused !== '')
      console.log(`No stored secret needs ${unused} now: you can remove it from ENCRYPTION_KEYS.`);
  } finally {
    await resources.close();
  }
}
