// `npm test`: every check, fastest first, up to the first failure. `npm test -- --only unit,lint` runs only those
// steps.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { findChromium } from '@/test/programs/chromium';
import { type Counts, E2E_REPORT, type Plan, plan, type Step, stepsOf } from './test-steps';

const only = readOnly();
const totals: Counts = { passed: 0, failed: 0 };
rmSync('test-results', { recursive: true, force: true });
mkdirSync('test-results');

await run(plan);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);

async function run(part: Plan): Promise<boolean> {
  if ('atOnce' in part) return !(await Promise.all(part.atOnce.map(run))).includes(false);
  if (!('inOrder' in part)) return (only.length > 0 && !only.includes(part.name)) || runStep(part);
  for (const each of part.inOrder) if (!(await run(each))) return false;
  return true;
}

async function runStep(step: Step): Promise<boolean> {
  const begun = performance.now();
  const { ok, output } = await runCommands(step).catch((error: Error) => ({
    ok: false,
    output: error.message,
  }));
  const counts = step.counts?.() ?? { passed: 0, failed: 0 };
  totals.passed += counts.passed;
  // A step can fail without a failed test: lint, or a test file that can't be loaded.
  totals.failed += counts.failed || (ok ? 0 : 1);
  const passed = ok && counts.failed === 0;
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const tests = step.counts ? `, ${counts.passed} passed, ${counts.failed} failed` : '';
  if (!passed) console.log(output.trimEnd());
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${step.name} (${seconds} s${tests})`);
  return passed;
}

async function runCommands(step: Step): Promise<{ ok: boolean; output: string }> {
  const env = await environment(step);
  let output = '';
  for (const command of step.commands) {
    const { code, text } = await runCommand(command, env);
    output += text;
    if (code !== 0) return { ok: false, output };
  }
  return { ok: true, output };
}

async function environment(step: Step): Promise<NodeJS.ProcessEnv> {
  const env: NodeJS.ProcessEnv = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', TMPDIR: temporaryFolder() };
  if (step.name === 'build') return { ...env, NODE_ENV: 'production' };
  if (step.name !== 'e2e') return env;
  return { ...env, CHROMIUM_PATH: await findChromium(), PLAYWRIGHT_JSON_OUTPUT_FILE: E2E_REPORT };
}

/** Where temporary databases are: in memory where there is room, because they are thousands of small files. */
function temporaryFolder(): string {
  const memory = '/dev/shm';
  const needed = 4 * 2 ** 30;
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize >= needed ? memory : tmpdir();
}

function runCommand(args: string[], env: NodeJS.ProcessEnv): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    const collect = (chunk: string) => {
      text += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.once('error', reject).once('close', (code) => resolve({ code, text }));
  });
}

function readOnly(): string[] {
  const at = process.argv.indexOf('--only');
  const names = at < 0 ? [] : (process.argv[at + 1] ?? '').split(',');
  const known = stepsOf(plan).map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return names;
  console.error(`unknown step "${unknown}": choose from ${known.join(', ')}`);
  process.exit(1);
}
