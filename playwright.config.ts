import { defineConfig } from '@playwright/test';
import { installedChromium } from '@/test/programs/chromium';

const executablePath = installedChromium();

export default defineConfig({
  testDir: 'e2e/specs',
  outputDir: 'test-results/e2e',
  // Each worker starts a product of its own.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  // Limits for what hangs, not for what is slow on a busy machine: the longest journey takes 40 s on a slow one.
  timeout: 180_000,
  forbidOnly: Boolean(process.env.CI),
  // Messages come to Slack by jobs, and the machine may be busy with other work.
  expect: { timeout: 30_000 },
  use: {
    trace: 'off',
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        '--no-sandbox', // root, as in a container, has no sandbox
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
