import { chmodSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claimSocketFolder, findSocketFolder, findTemporaryFolder, longestSocketPath } from './socket-folder';

test.each([
  '/Users/firstname.lastname/Library/Application Support/bzero-zli',
  `/home/${'long/'.repeat(40)}`,
  '/home/x/a "b"',
  '/home/x/$HOME',
])('sockets of the state folder %s have a short, plain path', (folder) => {
  const sockets = findSocketFolder(folder, 501);
  expect(sockets).toMatch(/^\/tmp\/bzero-zli-501-[0-9a-f]{8}$/);
  expect(Buffer.byteLength(`${sockets}/${'u'.repeat(32)}@12345678`)).toBeLessThanOrEqual(longestSocketPath);
});

test('a short state folder keeps its sockets, and two folders never share them', () => {
  expect(findSocketFolder('/home/x/.config/bzero-zli', 501)).toBe('/home/x/.config/bzero-zli/ssh');
  expect(findSocketFolder(`/home/${'a/'.repeat(60)}1`)).not.toBe(
    findSocketFolder(`/home/${'a/'.repeat(60)}2`),
  );
});

test('a folder that others can use, or a link to one, is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zli-sockets-'));
  claimSocketFolder(join(folder, 'mine'));
  claimSocketFolder(join(folder, 'mine'));
  symlinkSync(join(folder, 'mine'), join(folder, 'link'));
  expect(() => claimSocketFolder(join(folder, 'link'))).toThrow('Other users can write to');
  chmodSync(join(folder, 'mine'), 0o770);
  expect(() => claimSocketFolder(join(folder, 'mine'))).toThrow('Other users can write to');
});

test('a long TMPDIR is not used', () => {
  expect(findTemporaryFolder(`/var/${'x'.repeat(90)}`)).toBe('/tmp');
  expect(findTemporaryFolder('/var/tmp')).toBe('/var/tmp');
});
