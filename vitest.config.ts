import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Folders whose tests need no database. */
const withoutDatabase = [
  'lib/core',
  'lib/ssh',
  'lib/x509',
  'lib/slack/blocks',
  'components',
  'cli',
  'emulators',
].map((folder) => `${folder}/**/*.test.ts`);

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } },
  test: {
    // Both cores of a small machine: tests wait for databases and programs about half of the time.
    maxWorkers: 2,
    // Loading the product once per worker halves the time. A test file has a database of its own anyway.
    isolate: false,
    // Limits for what hangs, not for what is slow on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000, interval: 20 } },
    projects: [
      { extends: true, test: { name: 'unit', include: withoutDatabase } },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['lib', 'scripts', 'server', 'test'].map((folder) => `${folder}/**/*.test.ts`),
          exclude: withoutDatabase,
          globalSetup: ['test/database-server.ts'],
        },
      },
    ],
  },
});
