import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { listRequestable } from '@/lib/access/list-requestable';
import { submitRequest } from '@/lib/access/submit-request';
import { searchAudit } from '@/lib/audit/search-audit';
import { database } from '@/lib/db/client';
import { archiveTarget } from '@/lib/targets/archive-target';
import { registerEnvironment } from '@/lib/targets/register-environment';
import { registerTarget } from '@/lib/targets/register-target';
import { archiveEnvironment } from '@/lib/targets/set-environment-archived';
import { contextOf, integrate, signIn } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { applyFile } from './apply-file';

useDatabase();

const folder = mkdtempSync(join(tmpdir(), 'apply-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
let issuer = '';
beforeEach(() => {
  count++;
  issuer = `https://sso-${count}.acme.test`;
});

function apply(text: string, name = 'file.yaml') {
  const path = join(folder, name);
  writeFileSync(path, text);
  return applyFile({ path, issuer, tenant: '' });
}

/** Everything that applying could leave behind, as the database counts it. */
async function countRows() {
  const { prisma } = database();
  const tables = [
    prisma.organization.count(),
    prisma.user.count(),
    prisma.group.count(),
    prisma.environment.count(),
    prisma.target.count(),
    prisma.policy.count(),
    prisma.policyVersion.count(),
    prisma.auditEvent.count(),
  ];
  return Promise.all(tables);
}

/** The log, oldest first, as an admin of the organization reads it. */
async function readLog(): Promise<string[]> {
  const admin = await signIn({ issuer }, 'admin@acme.test');
  const { events } = await searchAudit(admin.ctx, { pageSize: 200 });
  return events.map(({ sentence }) => sentence).reverse();
}

const small = `
users: [{ email: Admin@acme.test, admin: true }, { email: engineer@acme.test }]
environments: [{ name: prod }]
targets: [{ name: web, type: Bzero, environment: prod }]
policies:
  - { type: TargetConnect, name: Root, targets: [web], targetUsers: [root], verbs: [Shell] }
  - { type: JustInTime, name: Ask, subjects: [engineer@acme.test], groups: [Engineering], childPolicies: [Root], automaticallyApproved: true }`;

describe('applying a file', () => {
  it('creates the organization and everything in the file', async () => {
    expect(await apply(small)).toEqual({ organization: 'acme.test', created: 7, changed: 0 });
    expect(await readLog()).toEqual([
      'CLI operator made admin@acme.test an admin',
      'CLI operator created the policy Root',
      'CLI operator created the policy Ask',
      'CLI operator applied an organization file: 7 created, 0 updated',
      'admin@acme.test signed in for the first time, with the role Admin',
    ]);
  });

  it('changes and records nothing the second time', async () => {
    await apply(small);
    const before = await countRows();
    expect(await apply(small)).toEqual({ organization: 'acme.test', created: 0, changed: 0 });
    expect(await countRows()).toEqual(before);
  });

  it('updates what differs: policies, targets, roles', async () => {
    await apply(small);
    const changed = small
      .replace('type: Bzero,', 'type: Bzero, os: Windows, host: web.acme.test,')
      .replace('engineer@acme.test }', 'engineer@acme.test, admin: true }')
      .replace('verbs: [Shell]', 'verbs: [Shell, RDP]');
    expect(await apply(changed)).toMatchObject({ created: 0, changed: 3 });
    const policy = await database().prisma.policy.findFirstOrThrow({
      where: { name: 'Root', organization: { ssoIssuer: issuer } },
      include: { versions: true },
    });
    expect(policy).toMatchObject({ version: 2, verbs: ['Shell', 'RDP'] });
    expect(policy.versions.map(({ writtenBy }) => writtenBy)).toEqual(['an operator', 'an operator']);
    const target = await database().prisma.target.findFirstOrThrow({
      where: { organization: { ssoIssuer: issuer } },
    });
    expect(target).toMatchObject({ os: 'Windows', host: 'web.acme.test' });
    expect(await readLog()).toEqual(
      expect.arrayContaining([
        'CLI operator made engineer@acme.test an admin',
        'CLI operator updated the policy Root to version 2',
        'CLI operator applied an organization file: 0 created, 3 updated',
      ]),
    );
  });

  it('keeps policies that are not enforced, which no just-in-time policy includes', async () => {
    const text = `${small}
  - { type: SessionRecording, name: Record, subjects: [engineer@acme.test], recordInput: true }
  - { type: OrganizationControls, name: MFA, mfaEnabled: true, mfaDuration: 60 }`;
    await apply(text);
    expect(await apply(text)).toMatchObject({ created: 0, changed: 0 });
    expect(await apply(text.replace('mfaDuration: 60', 'mfaDuration: 30'))).toMatchObject({ changed: 1 });
    const stored = await database().prisma.policy.findMany({
      where: { name: { in: ['Record', 'MFA'] }, organization: { ssoIssuer: issuer } },
      orderBy: { name: 'asc' },
    });
    expect(stored).toMatchObject([
      { type: 'OrganizationControls', version: 2, mfaEnabled: true, mfaDuration: 30 },
      { type: 'SessionRecording', version: 1, recordInput: true },
    ]);
    const faulty = text.replace('[Root]', '[Root, Record]').replace('mfaDuration: 60', 'mfaDuration: 1.5');
    await expect(apply(faulty)).rejects.toMatchObject({
      faults: [
        { path: 'policies[3].mfaDuration' },
        {
          path: 'policies[1].childPolicies[1]',
          message:
            '"Record" is of type SessionRecording, but a JustInTime policy includes TargetConnect, Kubernetes, Proxy',
        },
      ],
    });
  });

  it('can refer to what only the organization has, and deletes nothing', async () => {
    await apply(small);
    const more = `policies:
      - { type: JustInTime, name: More, subjects: [engineer@acme.test], childPolicies: [Root] }
      - { type: TargetConnect, name: Wide, environments: [prod], targets: [web.prod], targetUsers: [a], verbs: [RDP] }`;
    expect(await apply(more)).toMatchObject({ created: 2, changed: 0 });
    expect(await database().prisma.policy.count({ where: { organization: { ssoIssuer: issuer } } })).toBe(4);
  });

  it('means what is in use where something archived has the same name', async () => {
    await apply(small);
    const { ctx } = await signIn({ issuer }, 'admin@acme.test');
    const { prisma } = database();
    const { organizationId } = ctx;
    const { id: targetId, environmentId } = await prisma.target.findFirstOrThrow({
      where: { organizationId },
    });
    await archiveTarget(ctx, { targetId });
    await archiveEnvironment(ctx, { environmentId });
    const inUse = await registerEnvironment(ctx, { name: 'prod' });
    const draft = { name: 'web', type: 'Bzero', environmentId: inUse.id };
    const archived = await registerTarget(ctx, draft);
    await archiveTarget(ctx, { targetId: archived.id });
    const { id } = await registerTarget(ctx, draft);
    await apply(`targets: [{ name: web, type: Bzero, environment: prod, host: web.acme.test }]`);
    expect(await prisma.target.findMany({ where: { organizationId, host: { not: null } } })).toMatchObject([
      { id },
    ]);
    expect(await prisma.target.count({ where: { organizationId, status: 'Terminated' } })).toBe(2);
  });

  it('reads JSON', async () => {
    const json = JSON.stringify({ environments: [{ name: 'prod' }] });
    const { host } = new URL(issuer);
    expect(await apply(json, 'file.json')).toEqual({ organization: host, created: 1, changed: 0 });
  });

  it('does nothing if there is an error, in a new organization or an existing one', async () => {
    const faulty = `${small}
  - { type: JustInTime, name: Broken, childPolicies: [x] }`;
    for (const _ of ['new', 'old']) {
      const before = await countRows();
      await expect(apply(faulty)).rejects.toMatchObject({
        code: 'invalid',
        message: 'policies[2].childPolicies[0]: policy "x" not found',
        faults: [{ path: 'policies[2].childPolicies[0]', message: 'policy "x" not found' }],
      });
      expect(await countRows()).toEqual(before);
      await apply(small);
    }
  });

  it('creates everything once when it runs twice concurrently', async () => {
    const both = await Promise.all([apply(small), apply(small)]);
    expect(both.map(({ created }) => created).sort()).toEqual([0, 7]);
  });
});

describe('people in a file', () => {
  it('keep their role and policies at their first sign-in, which adds their groups', async () => {
    await apply(small);
    const admin = await signIn({ issuer }, 'ADMIN@acme.test');
    const engineer = await signIn({ issuer }, 'Engineer@acme.test', ['Engineering']);
    const rows = await database().prisma.user.findMany({
      where: { organizationId: admin.organizationId },
      include: { memberships: true },
      orderBy: { email: 'asc' },
    });
    expect(rows).toMatchObject([
      { id: admin.id, email: 'admin@acme.test', role: 'Admin' },
      {
        id: engineer.id,
        email: 'engineer@acme.test',
        role: 'User',
        memberships: [{ groupId: 'Engineering' }],
      },
    ]);
  });

  it('can request access once Slack is connected; until then the policies are paused (R4)', async () => {
    await apply(small);
    const admin = await signIn({ issuer }, 'admin@acme.test');
    const engineer = await signIn({ issuer }, 'engineer@acme.test');
    expect((await listRequestable(engineer.ctx, {})).targets).toEqual([]);
    await integrate({ teamId: `T-${count}`, admin, id: admin.organizationId, issuer });
    expect((await listRequestable(engineer.ctx, {})).targets.map(({ name }) => name)).toEqual(['web']);
  });

  it('lose the access that a changed file no longer covers (R11)', async () => {
    await apply(small);
    const admin = await signIn({ issuer }, 'admin@acme.test');
    const engineer = await signIn({ issuer }, 'engineer@acme.test');
    await integrate({ teamId: `T-${count}`, admin, id: admin.organizationId, issuer });
    const target = await database().prisma.target.findFirstOrThrow({
      where: { organizationId: admin.organizationId },
    });
    const spec = { targetId: target.id, targetUser: 'root', targetGroups: [], verb: 'Shell', reason: 'disk' };
    const { id } = await submitRequest(contextOf(engineer.organizationId, engineer.id), spec);
    await apply(small.replace('targetUsers: [root]', 'targetUsers: [deploy]'));
    const grant = await database().prisma.grant.findUniqueOrThrow({ where: { requestId: id } });
    expect(grant.state).toBe('Invalidated');
  });
});

describe('the demo', () => {
  it('lets an engineer request automatic access and access that an admin approves', async () => {
    const demo = { path: 'docs/demo.yaml', issuer, tenant: '' };
    await applyFile(demo);
    expect(await applyFile(demo)).toEqual({ organization: 'acme.test', created: 0, changed: 0 });
    const admin = await signIn({ issuer }, 'admin@acme.test');
    await integrate({ teamId: `T-${count}`, admin, id: admin.organizationId, issuer });
    const engineer = await signIn({ issuer }, 'engineer@acme.test', ['Engineering']);
    const { targets } = await listRequestable(engineer.ctx, {});
    const automatic = targets.filter((target) => target.automatic).map(({ name }) => name);
    const decided = targets.filter((target) => !target.automatic).map(({ name }) => name);
    expect(automatic).toEqual(expect.arrayContaining(['stage-web', 'stage-cluster', 'grafana']));
    expect(decided).toEqual(expect.arrayContaining(['prod-web', 'prod-api', 'bzero-cluster', 'win-build']));
  });
});
