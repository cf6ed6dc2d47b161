import { expect, test } from 'vitest';
import { tunnelAccount } from '@/lib/core/target/tunnel';
import { makeAuthority } from './authority';
import { tunnelPrincipalLine } from './principal';
import { publicKeyLine } from './public-key';
import type { SshdSettings } from './sshd-setup';
import { windowsSetupScript } from './windows-setup';

const setup: SshdSettings = {
  targetId: '6f1c24ab-1111-4000-8000-000000000001',
  caPublicKeys: [publicKeyLine(makeAuthority().publicKey, 'bzero')],
  principals: { Administrator: ['bz:t:Administrator'] },
  krlUrl: 'https://access.example.com/krl',
};

test('the script for Windows writes authorities, principals and a task that fetches the revocation list', () => {
  const script = windowsSetupScript(setup);
  expect(script).toContain(`(Join-Path $folder 'ca.pub'), [string[]]@('${setup.caPublicKeys[0]}'))`);
  expect(script).toContain("(Join-Path $principals 'Administrator'), [string[]]@('bz:t:Administrator'))");
  expect(script).toContain("-Uri 'https://access.example.com/krl'");
  expect(script).toContain("Register-ScheduledTask -TaskName 'bzero-krl'");
  expect(script).not.toContain(tunnelAccount);
});

test('with a tunnel it creates the account, which can only forward', () => {
  const line = tunnelPrincipalLine('w', 'RDP', { host: 'localhost', port: 3389 });
  const script = windowsSetupScript({ ...setup, principals: { [tunnelAccount]: [line] } });
  expect(script).toContain(`@('restrict,port-forwarding,permitopen="localhost:3389" bz-rdp:w'))`);
  expect(script).toContain("New-LocalUser -Name 'bzero-tunnel'");
  expect(script).toMatch(/Match User bzero-tunnel\n {2}AllowTcpForwarding local\n/);
});

test('what is in a name stays text, also with a curly quote', () => {
  const script = windowsSetupScript({ ...setup, principals: { "o'neil’$(id)": ['bz:x'] } });
  expect(script).toContain("(Join-Path $principals 'o''neil’’$(id)')");
});

test('what sshd would misread is refused', () => {
  expect(() => windowsSetupScript({ ...setup, principals: { root: ['command="id" x'] } })).toThrow(
    'is not valid',
  );
  expect(() => windowsSetupScript({ ...setup, caPublicKeys: [] })).toThrow('no certificate authority');
});
