import { existsSync, readFileSync } from 'node:fs';

/** A step of `npm test`: the commands that it runs one after the other, and the report with its counts. */
export type Step = { name: string; commands: string[][]; counts?: () => Counts };
export type Counts = { passed: number; failed: number };

const bin = (path: string) => `node_modules/${path}`;

/** The JSON reports, below a folder that git ignores. */
const unitReport = 'test-results/unit.json';
export const E2E_REPORT = 'test-results/e2e.json';
const CHAOS_REPORT = 'test-results/chaos/counts.json';

const generate: Step = { name: 'generate', commands: [['scripts/generate.mjs']] };

const programs: Step = {
  name: 'programs',
  commands: [['--import', 'tsx', 'test/programs/install.ts']],
};

const typecheck: Step = {
  name: 'typecheck',
  // Next's own types for routes and styles, which a new clone doesn't have yet.
  commands: [
    [bin('next/dist/bin/next'), 'typegen'],
    [bin('typescript/bin/tsc'), '--noEmit'],
  ],
};

const lint: Step = {
  name: 'lint',
  commands: [
    [bin('@biomejs/biome/bin/biome'), 'check', '.'],
    [bin('knip/bin/knip.js'), '--no-progress'],
    ['--import', 'tsx', 'scripts/lock-check.ts'],
  ],
};

const unit: Step = {
  name: 'unit',
  commands: [
    [
      bin('vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${unitReport}`,
    ],
  ],
  counts: unitCounts,
};

const build: Step = {
  name: 'build',
  commands: [
    [bin('next/dist/bin/next'), 'build'],
    ['--import', 'tsx', 'scripts/build-programs.ts'],
  ],
};

const e2e: Step = {
  name: 'e2e',
  commands: [[bin('@playwright/test/cli.js'), 'test', '--reporter=list,json']],
  counts: e2eCounts,
};

/** Two seeds, the same in each run: one with an external database and one with an embedded one. */
const chaos: Step = {
  name: 'chaos',
  commands: [['--import', 'tsx', 'scripts/chaos.ts', '--seed', '6', '--seeds', '2', '--seconds', '20']],
  counts: () => read<Counts>(CHAOS_REPORT) ?? { passed: 0, failed: 0 },
};

/** One request from sign-in to approval on the newest supported Node. The other steps run on the current one. */
const node24: Step = { name: 'node-24', commands: [['--import', 'tsx', 'scripts/smoke-on-node-24.ts']] };

/** What runs one after the other, up to the first failure, and what runs at the same time. */
export type Plan = Step | { inOrder: Plan[] } | { atOnce: Plan[] };

/** Unit tests, browser tests and chaos all wait about half of the time, so together they use two cores. */
export const plan: Plan = {
  inOrder: [
    { atOnce: [generate, programs] },
    { atOnce: [typecheck, lint] },
    { atOnce: [unit, { inOrder: [build, { atOnce: [{ inOrder: [node24, e2e] }, chaos] }] }] },
  ],
};

/** The steps of a plan. */
export function stepsOf(part: Plan): Step[] {
  if ('inOrder' in part) return part.inOrder.flatMap(stepsOf);
  return 'atOnce' in part ? part.atOnce.flatMap(stepsOf) : [part];
}

function unitCounts(): Counts {
  const report = read<{ numPassedTests: number; numFailedTests: number }>(unitReport);
  return { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 };
}

function e2eCounts(): Counts {
  const stats = read<{ stats: { expected: number; unexpected: number; flaky: number } }>(E2E_REPORT)?.stats;
  // A test that passes only sometimes has not passed.
  return { passed: stats?.expected ?? 0, failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0) };
}

function read<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}
