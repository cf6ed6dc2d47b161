import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { StartFailure } from '@/server/start-failure';
import { installSystemPackage } from './system-packages';

// The headless shell comes first: it needs a third of the CPU time per page that the whole browser needs.
const places = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The Chromium that is installed already: `CHROMIUM_PATH`, the system's, or Playwright's. */
export function installedChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  return named || [...places, chromium.executablePath()].find((path) => existsSync(path));
}

/**
 * Finds a Chromium for the tests and installs one if there is none: as root from the system's packages, else with
 * Playwright, which needs internet access.
 *
 * @returns the path of the program.
 * @throws StartFailure with instructions if none is available.
 */
export async function findChromium(): Promise<string> {
  const found = installedChromium() ?? (install() ? installedChromium() : undefined);
  if (found && existsSync(found)) return found;
  if (found) throw new StartFailure(`CHROMIUM_PATH names ${found}, which is not there`);
  throw new StartFailure('the browser tests need Chromium: install it, or set CHROMIUM_PATH to its program');
}

function install(): boolean {
  if (installSystemPackage('chromium-headless-shell', 'Chromium')) return true;
  if (installSystemPackage('chromium', 'Chromium')) return true;
  console.log('Installing Chromium with Playwright (once) …');
  const args = ['node_modules/@playwright/test/cli.js', 'install', 'chromium'];
  return spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}
