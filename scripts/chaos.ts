// `npm run test:chaos`, after a build: disturbs the product in many ways at once and checks what it promises. Without
// options 20 seeds of 60 s each, from a random one, with an embedded and an external database in turn. To repeat a
// failure: npm run test:chaos -- --seed 17 --seeds 1 --database external
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runChaos } from '@/test/chaos/run-chaos';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    seeds: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '60' },
    database: { type: 'string' },
  },
});
const logFolder = 'test-results/chaos';
const counts = { passed: 0, failed: 0 };

for (let index = 0; index < Number(values.seeds); index++) {
  const seed = Number(values.seed) + index;
  const kind = values.database ?? (seed % 2 === 0 ? 'embedded' : 'external');
  const database = kind === 'embedded' ? 'embedded' : 'external';
  const about = `seed ${seed}, ${database} database`;
  console.log(`${about}: running for ${values.seconds} s`);
  try {
    const { calls, disturbances, violations } = await runChaos({
      seed,
      seconds: Number(values.seconds),
      database,
      logFolder,
    });
    const count = (kind: string) => calls.filter(({ outcome }) => outcome.kind === kind).length;
    console.log(
      `${about}: ${calls.length} calls (${count('done')} done, ${count('refused')} refused, ` +
        `${count('unknown')} without an answer), ${disturbances.length} disturbances`,
    );
    if (violations.length > 0) console.log([...disturbances, ...violations].join('\n'));
    counts[violations.length === 0 ? 'passed' : 'failed']++;
  } catch (error) {
    console.log(`${about}: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
    counts.failed++;
  }
}

mkdirSync(logFolder, { recursive: true });
writeFileSync(`${logFolder}/counts.json`, JSON.stringify(counts));
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 ? 0 : 1);
