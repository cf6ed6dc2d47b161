import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } },
  test: {
    include: [
      'lib/**/*.test.ts',
      'components/**/*.test.ts',
      'cli/**/*.test.ts',
      'scripts/**/*.test.ts',
      'e2e/local/**/*.test.ts',
    ],
    globalSetup: ['lib/testing/database-server.ts'],
    // Each file has a database of its own; loading the product once per worker halves the time.
    isolate: false,
    testTimeout: 20_000,
  },
});
