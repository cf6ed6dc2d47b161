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
      'emulators/**/*.test.ts',
      'server/**/*.test.ts',
      'test/**/*.test.ts',
    ],
    globalSetup: ['test/database-server.ts'],
    // Each file has a database of its own; loading the product once per worker halves the time.
    isolate: false,
    testTimeout: 20_000,
  },
});
