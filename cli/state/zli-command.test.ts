import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { zliCommand } from './zli-command';

test('other programs start zli by name if it is on the PATH, otherwise by node and the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zli-test-'));
  const entry = join(folder, 'entry.mjs');
  writeFileSync(entry, '');
  expect(zliCommand(folder, entry)).toEqual([process.execPath, entry]);
  symlinkSync(entry, join(folder, 'zli'));
  expect(zliCommand(folder, entry)).toEqual(['zli']);
});
