import { submitRequest } from '@/lib/access/submit-request';
import { findOrCreateAuthority } from '@/lib/certificates/find-or-create-authority';
import { openConnection } from '@/lib/connections/open-connection';
import type { PolicyType } from '@/lib/core/policy/policy';
import { database } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { createServiceAccount } from '@/lib/directory/create-service-account';
import { createDynamicAccess } from '@/lib/dynamic-access/create-dynamic-access';
import { createPolicy } from '@/lib/policies/create-policy';
import { deletePolicy } from '@/lib/policies/delete-policy';
import { makeKeyPair } from '@/lib/ssh/key-pair';
import { answerZliLogin } from '@/lib/tokens/allow-zli';
import { beginZliLogin } from '@/lib/tokens/begin-zli-login';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { createGithubAction } from '@/lib/tokens/create-github-action';
import { signInServiceAccount } from '@/lib/tokens/sign-in-service-account';
import { type AccountProvider, claimsOf, startAccountProvider } from './account-provider';
import { call, tokenOf } from './api-client';
import {
  asRoot,
  childDraft,
  makeEnvironment,
  makeOrganization,
  makeRequestable,
  makeTarget,
  signIn,
  type TestOrganization,
  type TestPerson,
  uniqueName,
} from './factories';

/** A call that succeeds: who makes it, and what it says. */
export type Example = {
  /** of a person; without it, an API key with the role Admin calls */
  token?: string;
  params?: Record<string, string>;
  query?: string;
  body?: object;
};

/** What the engineer has access to, and its environment. */
type Ids = Record<'server' | 'database' | 'web' | 'cluster' | 'dynamic' | 'environment', string>;

export type ApiWorld = {
  ids: Ids;
  organization: TestOrganization;
  engineer: TestPerson;
  provider: AccountProvider;
};

/** An organization with a target of each type, and an engineer who has access to them. */
export async function makeApiWorld(): Promise<ApiWorld> {
  const organization = await makeOrganization();
  const { id, admin } = organization;
  const engineer = await signIn(organization, 'engineer@acme.test', ['Engineers']);
  const environment = await makeEnvironment(id);
  const add = async (type: 'Bzero' | 'Db' | 'Web' | 'Cluster' | 'DynamicAccessConfig') =>
    (await makeTarget(id, { type, environmentId: environment })).id;
  const ids = {
    environment,
    server: await add('Bzero'),
    database: await add('Db'),
    web: await add('Web'),
    cluster: await add('Cluster'),
    dynamic: await add('DynamicAccessConfig'),
  };
  await database().prisma.target.updateMany({ data: { host: 'host.acme.test', port: 22 } });
  await database().prisma.target.update({
    where: { id: ids.database },
    data: { databaseType: 'PostgreSQL' },
  });
  const subjectIds = [engineer.id];
  const { server, dynamic } = ids;
  await createPolicy(admin.ctx, childDraft({ subjectIds, targetIds: [server, dynamic] }));
  const proxied = { subjectIds, targetIds: [ids.database, ids.web] };
  await createPolicy(admin.ctx, { ...childDraft(proxied), type: 'Proxy', verbs: [] });
  const clusters = { subjectIds, targetIds: [ids.cluster], targetGroups: ['view'] };
  await createPolicy(admin.ctx, { ...childDraft(clusters), type: 'Kubernetes', verbs: [] });
  await inTransaction(async (tx) => {
    await findOrCreateAuthority(tx, { organizationId: id, kind: 'Ssh' });
    await findOrCreateAuthority(tx, { organizationId: id, kind: 'Web' });
    await findOrCreateAuthority(tx, {
      organizationId: id,
      kind: 'X509',
      target: { id: ids.database, name: 'db' },
    });
  });
  return { organization, engineer, ids, provider: await startAccountProvider() };
}

/** A call of each described operation, by its method and path. Each creates what it needs, so that it can be repeated. */
export function apiExamples({ organization, engineer, ids, provider }: ApiWorld) {
  const { admin } = organization;
  const covers = { TargetConnect: ids.server, Kubernetes: ids.cluster, Proxy: ids.web };
  const none = (): Example => ({});
  const one = (id: string) => (): Example => ({ params: { id } });
  const asEngineer = async (example: Omit<Example, 'token'> = {}) => ({
    token: await tokenOf(engineer),
    ...example,
  });
  const asAdmin = async (example: Omit<Example, 'token'>) => ({ token: await tokenOf(admin), ...example });

  const request = async (automaticallyApproved: boolean) => {
    const { target } = await makeRequestable(organization, [engineer], { automaticallyApproved });
    return (await submitRequest(engineer.ctx, asRoot(target))).id;
  };
  const session = async () => {
    const wanted = { targetId: ids.server, targetUser: 'root', verbType: 'Shell' };
    return (await openConnection(engineer.ctx, wanted)).connection.id;
  };
  const githubAction = async () =>
    (await createGithubAction(admin.ctx, { githubActionId: uniqueName('acme/action') })).id;
  const accountDraft = () => {
    const email = `${uniqueName('deploy').replace(' ', '-')}@acme.test`;
    return { email, externalId: email, jwksUrl: provider.jwksUrl, jwksUrlPattern: 'https://*' };
  };
  const account = async () => (await createServiceAccount(admin.ctx, accountDraft())).id;
  const signingIn = async (): Promise<Example> => {
    const draft = accountDraft();
    const { id } = await createServiceAccount(admin.ctx, draft);
    return { params: { id }, body: { token: await provider.sign(claimsOf(draft)) } };
  };
  const signedInAccount = async () => {
    const { params, body } = await signingIn();
    return (await signInServiceAccount({ accountId: params?.id, ...body })).token;
  };
  const leaver = async () =>
    (await signIn(organization, `${uniqueName('leaver').replace(' ', '-')}@acme.test`)).id;
  const key = async () => (await createApiKey(admin.ctx, { name: uniqueName('key') })).id;
  const registrationKey = async () =>
    (await createApiKey(admin.ctx, { name: uniqueName('key'), role: 'Registration' })).id;
  const covering = async (type: keyof typeof covers) =>
    (await createPolicy(admin.ctx, { ...childDraft({ targetIds: [covers[type]] }), type })).id;
  const policy = async (type: PolicyType) => {
    if (type in covers) return covering(type as keyof typeof covers);
    const childIds = type === 'JustInTime' ? [await covering('Proxy')] : [];
    return (await createPolicy(admin.ctx, { type, name: uniqueName('policy'), childIds })).id;
  };
  const target = async (type: 'Bzero' | 'Db' | 'Web' | 'Cluster' | 'DynamicAccessConfig') =>
    (await makeTarget(organization.id, { type })).id;
  const machines = () => ({
    name: uniqueName('machines'),
    startWebhook: 'https://machines.acme.test/start',
    stopWebhook: 'https://machines.acme.test/stop',
    healthWebhook: 'https://machines.acme.test/health',
    sharedSecret: 'of the provisioning server',
  });
  const machineSession = async () => {
    const { id: targetId } = await createDynamicAccess(admin.ctx, {
      ...machines(),
      environmentId: ids.environment,
    });
    const draft = childDraft({ subjectIds: [engineer.id], targetIds: [targetId] });
    await createPolicy(admin.ctx, draft);
    return (await openConnection(engineer.ctx, { targetId })).connection.id;
  };
  const made = (make: () => Promise<string>, body?: object) => async (): Promise<Example> => ({
    params: { id: await make() },
    ...(body && { body }),
  });
  const virtual = (remoteHost: string) => (): Example => ({
    body: {
      targetName: uniqueName('target'),
      proxyEnvironmentId: ids.environment,
      environmentId: ids.environment,
      remoteHost,
      remotePort: { value: 5432 },
    },
  });
  const login = async (): Promise<Example> => {
    const { deviceCode, userCode } = await beginZliLogin({ device: 'laptop' });
    await answerZliLogin(engineer.ctx, { userCode, allow: true });
    return { body: { deviceCode } };
  };
  const opening =
    (targetId: string, more: object = {}) =>
    () =>
      asEngineer({ body: { targetId, ...more } });

  const crudOfPolicy = (path: string, type: PolicyType, fields: object = {}) => ({
    [`GET policies/${path}`]: none,
    [`POST policies/${path}`]: () => ({ body: { name: uniqueName('policy'), ...fields } }),
    [`GET policies/${path}/{id}`]: made(() => policy(type)),
    [`PATCH policies/${path}/{id}`]: made(() => policy(type), { description: 'changed' }),
    [`DELETE policies/${path}/{id}`]: made(() => policy(type)),
  });
  const crudOfTarget = (path: string, type: Parameters<typeof target>[0], body: object) => ({
    [`GET targets/${path}`]: none,
    [`GET targets/${path}/{id}`]: made(() => target(type)),
    [`PATCH targets/${path}/{id}`]: made(() => target(type), body),
    [`DELETE targets/${path}/{id}`]: made(() => target(type)),
  });

  return {
    'POST access/check': () => asEngineer({ body: asRootOf(ids.server) }),
    'GET access/requestable': () => asEngineer({ query: '?users=true' }),
    'GET access/requestable/{id}': async () => {
      const { target: wanted } = await makeRequestable(organization, [engineer]);
      return asEngineer({ params: { id: wanted.id } });
    },
    'GET access/requests': () => asEngineer(),
    'POST access/requests': async () => {
      const { target: wanted } = await makeRequestable(organization, [engineer]);
      return asEngineer({ body: { ...asRootOf(wanted.id), reason: 'The disk is full' } });
    },
    'GET access/requests/{id}': async () => asEngineer({ params: { id: await request(false) } }),
    'PATCH access/requests/{id}/approve': async () => asAdmin({ params: { id: await request(false) } }),
    'PATCH access/requests/{id}/deny': async () =>
      asAdmin({ params: { id: await request(false) }, body: { reason: 'Not today' } }),
    'PATCH access/requests/{id}/cancel': async () => asEngineer({ params: { id: await request(false) } }),
    'PATCH access/requests/{id}/end': async () => asEngineer({ params: { id: await request(true) } }),

    'GET authorities/{id}/krl': one(organization.id),
    'GET authorities/{id}/crl': one(ids.database),
    'GET authorities/{id}/jwks': one(organization.id),

    'POST connections/universal': opening(ids.server, { targetUser: 'root', verbType: 'Shell' }),
    'POST connections/shell': opening(ids.server, { targetUser: 'root' }),
    'POST connections/db': opening(ids.database),
    'POST connections/kube': opening(ids.cluster, { targetUser: 'root', targetGroups: ['view'] }),
    'POST connections/web': opening(ids.web),
    'POST connections/{id}/credential': async () =>
      asEngineer({ params: { id: await session() }, body: { publicKey: makeKeyPair().publicLine } }),
    'POST connections/{id}/watch': async () =>
      asEngineer({ params: { id: await session() }, body: { seconds: 0 } }),
    'PATCH connections/{id}/close': async () => asEngineer({ params: { id: await session() } }),
    'GET connections/shell/{id}': made(session),
    'GET connections/dynamic-access/{id}': made(machineSession),
    'GET connections/db': none,
    'GET connections/kube': none,
    'GET connections/rdp': none,
    'GET connections/sqlserver': none,

    'GET environments': none,
    'POST environments': () => ({ body: { name: uniqueName('environment') } }),
    'GET environments/{id}': one(ids.environment),
    'PATCH environments/{id}': () => ({
      params: { id: ids.environment },
      body: { description: uniqueName('changed') },
    }),
    'DELETE environments/{id}': made(() => makeEnvironment(organization.id)),

    'GET events/subject': none,
    'GET events/connection': none,

    'GET organization': none,
    'GET organization/groups': none,
    'POST organization/groups/fetch': none,
    'POST organization/groups-memberships/fetch/{id}': one(engineer.id),
    'GET organization/identity-provider': none,
    'GET organization/bzcert-validation-info': none,
    'GET organization/integrations/slack': none,
    'GET organization/registration-key/settings': none,
    'POST organization/registration-key/enable-enforce-global-key': async () => ({
      body: { defaultRegistrationKeyId: await registrationKey() },
    }),
    'POST organization/registration-key/disable-enforce-global-key': none,

    'GET autodiscovery-scripts/bzero/bash': () => ({ query: '?targetNameOption=Timestamp' }),
    'GET autodiscovery-scripts/bzero/ansible': none,
    'POST targets/bzero/registrations': () => ({
      body: {
        name: uniqueName('server'),
        host: 'host.acme.test',
        port: 22,
        hostKeys: [makeKeyPair().publicLine],
      },
    }),

    ...crudOfPolicy('just-in-time', 'JustInTime'),
    ...crudOfPolicy('target-connect', 'TargetConnect', {
      targetUsers: [{ userName: 'root' }],
      verbs: [{ type: 'Shell' }],
    }),
    ...crudOfPolicy('kubernetes', 'Kubernetes'),
    ...crudOfPolicy('proxy', 'Proxy'),
    ...crudOfPolicy('session-recording', 'SessionRecording'),
    ...crudOfPolicy('organization-controls', 'OrganizationControls'),

    'GET targets': () => asEngineer(),
    ...crudOfTarget('bzero', 'Bzero', {}),
    ...crudOfTarget('database', 'Db', { localPort: { value: 6000 } }),
    ...crudOfTarget('web', 'Web', { localPort: { value: 6000 } }),
    ...crudOfTarget('kube', 'Cluster', {}),
    ...crudOfTarget('dynamic-access', 'DynamicAccessConfig', {}),
    'POST targets/dynamic-access': () => ({ body: { ...machines(), environmentId: ids.environment } }),
    'POST targets/database': virtual('db.acme.test'),
    'POST targets/web': virtual('https://wiki.acme.test'),
    'GET targets/bzero/{id}/sshd': one(ids.server),
    'GET targets/database/supported-databases': none,
    'GET targets/database/supported-database-configs': none,

    'GET users': none,
    'GET users/me': none,
    'GET users/{idOrEmail}': () => ({ params: { idOrEmail: engineer.email } }),
    'PATCH users/{idOrEmail}': () => ({ params: { idOrEmail: engineer.id }, body: { role: 'User' } }),
    'DELETE users/{idOrEmail}': async () => ({ params: { idOrEmail: await leaver() } }),
    'PATCH users/{idOrEmail}/close-connections': () => ({ params: { idOrEmail: engineer.id } }),
    'GET subjects': none,
    'GET subjects/me': none,
    'GET subjects/{idOrEmail}': () => ({ params: { idOrEmail: engineer.id } }),
    'PATCH subjects/{idOrEmail}': () => ({ params: { idOrEmail: engineer.id }, body: { role: 'User' } }),

    'PATCH subjects/{idOrEmail}/close-connections': () => ({ params: { idOrEmail: engineer.id } }),

    'GET api-keys': none,
    'POST api-keys': () => ({ body: { name: uniqueName('key') } }),
    'GET api-keys/{id}': made(key),
    'PATCH api-keys/{id}': made(key, { name: uniqueName('key') }),
    'DELETE api-keys/{id}': made(key),

    'GET github-actions': none,
    'POST github-actions': () => ({ body: { githubActionId: uniqueName('acme/action') } }),
    'GET github-actions/{id}': made(githubAction),
    'DELETE github-actions/{id}': made(githubAction),

    'GET zli': none,
    'POST zli/logins': () => ({ body: { device: 'laptop' } }),
    'POST zli/token': login,
    'GET zli/token': () => asEngineer(),
    'DELETE zli/token': () => asEngineer(),
    'GET openapi.json': none,

    'GET agents': none,
    'GET events/command': none,
    'GET events/kube': none,
    'GET events/agent-status-change': none,
    'GET mfa/me': none,
    'GET mfa/{id}': one(engineer.id),
    'GET okta-public-keys': none,
    'GET service-accounts': none,
    'POST service-accounts': () => ({ body: accountDraft() }),
    'GET service-accounts/me': async () => ({ token: await signedInAccount() }),
    'GET service-accounts/{id}': made(account),
    'PATCH service-accounts/{id}': made(account, { isAdmin: true }),
    'PATCH service-accounts/invalidate-cache/{id}': made(account),
    'POST service-accounts/{id}/token': signingIn,
    'GET session-recordings': none,
  } as Readonly<Record<string, () => Example | Promise<Example>>>;
}

/** A call of each PATCH and DELETE that what is stored can refuse, which it refuses. */
export function apiConflicts(world: ApiWorld) {
  const { prisma } = database();
  const { organization, ids } = world;
  const { admin } = organization;
  const examples = apiExamples(world);
  const example = async (name: string) => ({ params: {}, ...(await examples[name]?.()) });
  const again = (name: `PATCH ${string}`) => ({
    [name]: async (): Promise<Example> => {
      const first = await example(name);
      await call(name, first);
      return first;
    },
  });
  /** Gives one thing the name of another. */
  const rename = (name: string, nameOf: (id: string, other: string) => Promise<string>, field = 'name') => ({
    [name]: async (): Promise<Example> => {
      const [one, other] = [await example(name), await example(name)] as { params: { id: string } }[];
      if (!one || !other) throw new Error(`${name} has no example`);
      return { ...one, body: { [field]: await nameOf(other.params.id, one.params.id) } };
    },
  });
  const policyName = async (id: string) => (await prisma.policy.findUniqueOrThrow({ where: { id } })).name;
  const keyName = async (id: string) => (await prisma.apiToken.findUniqueOrThrow({ where: { id } })).name;
  const targetName = async (id: string, other: string) => {
    const { name, environmentId } = await prisma.target.findUniqueOrThrow({ where: { id } });
    await prisma.target.update({ where: { id: other }, data: { environmentId } });
    return name;
  };
  const ofChild = (name: string) => ({
    [name]: async (): Promise<Example> => {
      const child = await example(name);
      const childIds = Object.values(child.params);
      await createPolicy(admin.ctx, { type: 'JustInTime', name: uniqueName('policy'), childIds });
      return child;
    },
  });
  return {
    ...again('PATCH access/requests/{id}/approve'),
    ...again('PATCH access/requests/{id}/deny'),
    ...again('PATCH access/requests/{id}/cancel'),
    ...again('PATCH access/requests/{id}/end'),
    'PATCH environments/{id}': async (): Promise<Example> => {
      const name = uniqueName('environment');
      await makeEnvironment(organization.id, name);
      return { params: { id: ids.environment }, body: { name } };
    },
    'DELETE environments/{id}': (): Example => ({ params: { id: ids.environment } }),
    ...rename('PATCH policies/just-in-time/{id}', policyName),
    ...rename('PATCH policies/target-connect/{id}', policyName),
    ...rename('PATCH policies/kubernetes/{id}', policyName),
    ...rename('PATCH policies/proxy/{id}', policyName),
    ...rename('PATCH policies/session-recording/{id}', policyName),
    ...rename('PATCH policies/organization-controls/{id}', policyName),
    ...ofChild('DELETE policies/target-connect/{id}'),
    ...ofChild('DELETE policies/kubernetes/{id}'),
    ...ofChild('DELETE policies/proxy/{id}'),
    ...rename('PATCH targets/bzero/{id}', targetName, 'targetName'),
    ...rename('PATCH targets/database/{id}', targetName, 'targetName'),
    ...rename('PATCH targets/web/{id}', targetName, 'targetName'),
    ...rename('PATCH targets/kube/{id}', targetName),
    ...rename('PATCH targets/dynamic-access/{id}', targetName),
    'DELETE targets/bzero/{id}': async (): Promise<Example> => {
      const [{ id }, behind] = [
        await makeTarget(organization.id),
        await makeTarget(organization.id, { type: 'Db' }),
      ];
      await prisma.target.update({ where: { id: behind.id }, data: { proxyTargetId: id } });
      return { params: { id } };
    },
    ...rename('PATCH api-keys/{id}', keyName),
  } as Readonly<Record<string, () => Example | Promise<Example>>>;
}

/** A session of the engineer whose access has ended since, which no worker has noticed. */
export async function sessionWithoutAccess({ organization, engineer }: ApiWorld): Promise<Example> {
  const { admin, id } = organization;
  const { id: targetId } = await makeTarget(id);
  await database().prisma.target.update({ where: { id: targetId }, data: { host: 'host.acme.test' } });
  const draft = childDraft({ subjectIds: [engineer.id], targetIds: [targetId] });
  const { id: policyId } = await createPolicy(admin.ctx, draft);
  const { connection } = await openConnection(engineer.ctx, { targetId });
  await deletePolicy(admin.ctx, { policyId });
  return { token: await tokenOf(engineer), params: { id: connection.id } };
}

function asRootOf(targetId: string) {
  return { targetId, targetUser: 'root', verbType: 'Shell' };
}
