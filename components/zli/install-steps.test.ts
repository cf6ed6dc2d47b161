import { expect, test } from 'vitest';
import { installSteps, readSystem, systems } from './install-steps';

test.each(systems)('the last lines for %s install zli from this console and log in to it', (system) => {
  const lines = installSteps(system, 'https://access.example.com/').map(({ line }) => line);
  expect(lines.slice(-2)).toEqual([
    'curl -fsS https://access.example.com/zli/install.sh | sh',
    'zli login --server https://access.example.com',
  ]);
});

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'windows'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 'macos'],
  ['Mozilla/5.0 (X11; Linux x86_64)', 'linux'],
  ['', 'linux'],
])('%s: %s', (userAgent, system) => expect(readSystem(userAgent)).toBe(system));
