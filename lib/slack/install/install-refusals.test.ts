import { expect, test } from 'vitest';
import { describeInstallRefusal, installRefusals } from './install-refusals';

const facts = { account: 'admin@globex.test', workspace: 'Globex' };

test('R18 a refusal names the workspaces that it is about, and what to do', () => {
  expect(describeInstallRefusal('workspace-taken', facts)).toBe(
    'Another organization uses the Slack workspace Globex. Choose another workspace in Slack, or ask an admin of that organization to remove its integration, then try again.',
  );
  expect(describeInstallRefusal('other-workspace', facts, { connected: 'Acme' })).toBe(
    'You chose the Slack workspace Globex, but Acme is connected and keeps working. Choose that one in Slack, or remove its integration here first.',
  );
  expect(describeInstallRefusal('other-workspace', facts)).toContain('another one is connected');
});

test('an account without an email is named by its workspace alone', () => {
  expect(describeInstallRefusal('workspace-taken', { workspace: 'Globex' })).toContain('Globex');
});

test('a name in the address of the page can neither add lines nor hide text', () => {
  const workspace = `Glo\u202ebex\n${'x'.repeat(300)}`;
  const text = describeInstallRefusal('workspace-taken', { workspace }) ?? '';
  expect(text).not.toMatch(/[\n\u202e]/);
  expect(text.length).toBeLessThan(400);
});

test('a refusal has a text, and an unknown code has none', () => {
  for (const code of Object.keys(installRefusals)) expect(describeInstallRefusal(code)).toBeTruthy();
  expect(describeInstallRefusal('toString')).toBeNull();
  expect(describeInstallRefusal(undefined)).toBeNull();
  expect(describeInstallRefusal('scope-refused', { scopes: 'groups:write,im:write' })).toContain(
    'groups:write, im:write',
  );
  expect(describeInstallRefusal('scope-refused', { scopes: '<b>' })).toBe(installRefusals['scope-refused']);
});

test('a refusal names the account in Slack, its workspace and the reader, but nothing that is no address', () => {
  const facts = { account: 'admin@globex.test', workspace: 'Globex' };
  expect(describeInstallRefusal('other-email', facts, { me: 'admin@acme.test' })).toBe(
    'You are admin@acme.test here, but the Slack account in Globex is admin@globex.test. Switch workspace or account in Slack, then try again.',
  );
  expect(describeInstallRefusal('not-workspace-admin', facts)).toContain(
    'admin@globex.test is not an admin or owner of the Slack workspace Globex.',
  );
  const strange = { ...facts, account: 'Call us at once' };
  expect(describeInstallRefusal('other-email', strange, { me: 'admin@acme.test' })).toBe(
    installRefusals['other-email'],
  );
});
