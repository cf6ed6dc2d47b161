import { defineConfig } from '@playwright/test';
import { installedChromium } from '@/scripts/chromium';

const executablePath = installedChromium();

export default defineConfig({
  testDir: 'e2e/journeys',
  outputDir: 'test-results/journeys',
  // Two cores are the smallest machine this runs on, and the app and the database want one of them.
  workers: 1,
  retries: 0,
  timeout: 60_000,
  forbidOnly: Boolean(process.env.CI),
  // Messages come to Slack by jobs, and the machine may be busy with somebody else.
  expect: { timeout: 15_000 },
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
