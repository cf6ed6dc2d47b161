import { randomUUID } from 'node:crypto';
import { reviewRequest } from '@/lib/access/review-request';
import { submitRequest } from '@/lib/access/submit-request';
import { openConnection } from '@/lib/connections/open-connection';
import type { Context } from '@/lib/context';
import { database } from '@/lib/db/client';
import { createServiceAccount } from '@/lib/directory/create-service-account';
import { inviteToLink } from '@/lib/directory/invite-to-link';
import { createDynamicAccess } from '@/lib/dynamic-access/create-dynamic-access';
import { createPolicy } from '@/lib/policies/create-policy';
import { fingerprint, newToken } from '@/lib/secrets';
import { updateTarget } from '@/lib/targets/update-target';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { createGithubAction } from '@/lib/tokens/create-github-action';
import {
  asRoot,
  childDraft,
  jitPolicyDraft,
  makeEnvironment,
  makeOrganization,
  makeTarget,
  newInstallation,
  signIn,
  type TestPerson,
} from './factories';
import { keyFields, keyLine } from './ssh-keys';

/** An organization with some of everything. All its names begin with its own word. */
export type Filled = {
  id: string;
  teamId: string;
  admin: TestPerson;
  person: TestPerson;
  /** a user with nothing, whose role and account can change */
  spare: TestPerson;
  keyCtx: Context;
  ids: Record<
    | 'group'
    | 'environment'
    | 'emptyEnvironment'
    | 'server'
    | 'spareServer'
    | 'database'
    | 'cluster'
    | 'web'
    | 'dynamic'
    | 'machine'
    | 'child'
    | 'policy'
    | 'sparePolicy'
    | 'pending'
    | 'undecided'
    | 'approved'
    | 'ending'
    | 'connection'
    | 'key'
    | 'account'
    | 'githubAction'
    | 'token'
    | 'message'
    | 'claim',
    string
  >;
  linkToken: string;
  /** a console session of the person */
  sessionId: string;
  /** all ids, and the word: nothing of another organization contains them */
  marks: string[];
};

type Call = {
  /** the arguments after the context */
  input: (of: Filled) => unknown[];
  /** who makes the call where it works; the admin by default */
  by?: 'admin' | 'person';
  /** the code with which the call is refused even where it should work, if nothing there can make it work */
  refusal?: string;
};

const challenge = 'a'.repeat(43);
const sshKey = keyLine('ssh-ed25519', keyFields('ssh-ed25519'));

/** A service account whose keys nobody loads. */
const accountDraft = (email: string) => ({
  email,
  externalId: email,
  jwksUrl: 'https://keys.acme.test/',
  jwksUrlPattern: 'https://keys.acme.test/*',
});

const webhooks = {
  startWebhook: 'https://machines.test/start',
  stopWebhook: 'https://machines.test/stop',
  healthWebhook: 'https://machines.test/health',
};

/** A policy for the organization's person and group, with its child policy. */
const draft = ({ person, ids }: Filled) =>
  jitPolicyDraft({ subjectIds: [person.id], groupIds: [ids.group], childIds: [ids.child] });
const target = (name: keyof Filled['ids']) => (of: Filled) => [{ targetId: of.ids[name] }];
const request =
  (name: keyof Filled['ids'], more: object = {}) =>
  (of: Filled) => [{ requestId: of.ids[name], ...more }];
const nothing = () => [{}];
const noInput = () => [];
const noSuchCode = { userCode: 'BCDF-GHJK' };

/** A call of every use case. Those that change what others need come last. */
export const calls: Record<string, Call> = {
  checkAccess: {
    input: (of) => [{ targetId: of.ids.server, targetUser: 'root', verb: 'Shell' }],
    by: 'person',
  },
  countReviewers: { input: noInput },
  exportSealedLog: { input: noInput },
  getSeal: { input: noInput },
  verifyOwnLog: { input: () => [{ onProgress: () => undefined, signal: new AbortController().signal }] },
  exportAudit: { input: () => [{ format: 'jsonl' }] },
  findZliLoginRequest: { input: () => [noSuchCode], refusal: 'not-found' },
  countAdminWork: { input: noInput },
  getActivity: { input: noInput },
  getApiOrganization: { input: noInput },
  getApiPerson: { input: (of) => [{ idOrEmail: of.person.id }] },
  getConnection: { input: (of) => [{ connectionId: of.ids.connection }] },
  getCoveredTarget: { input: (of) => [{ types: ['Bzero'], id: of.ids.server }] },
  getDatabaseSetup: { input: target('database') },
  getDenialForm: { input: request('pending') },
  getIntegration: { input: noInput },
  getIntegrationHealth: { input: noInput },
  getKubeSetup: { input: target('cluster') },
  getLinkInvitation: { input: (of) => [{ token: of.linkToken }], by: 'person' },
  getOrganization: { input: noInput },
  getOverview: { input: noInput },
  getOwnDeliveryProblem: { input: noInput },
  getPerson: { input: (of) => [{ userId: of.person.id }] },
  getPolicy: { input: (of) => [{ policyId: of.ids.policy }] },
  getPolicyVersion: { input: (of) => [{ policyId: of.ids.policy, version: 1 }] },
  getRequest: { input: request('approved') },
  getRequestForm: { input: target('server'), by: 'person' },
  getSshdSetup: { input: target('server') },
  getRegistrationScript: { input: (of) => [{ format: 'bash', environmentId: of.ids.environment }] },
  getRegistrationSettings: { input: noInput },
  getTarget: { input: target('server') },
  getWebAccess: { input: target('web'), by: 'person' },
  getWebSetup: { input: target('web') },
  getOwnSubject: { input: () => [] },
  listSubjects: { input: () => [] },
  getSubject: { input: (of) => [{ idOrEmail: of.ids.key }] },
  getAccessMatrix: { input: () => [{}] },
  getWholePolicy: { input: (of) => [{ type: 'JustInTime', policyId: of.ids.policy }] },
  listApiKeys: { input: noInput },
  listGithubActions: { input: noInput },
  listGroupsOf: { input: (of) => [{ userId: of.person.id }] },
  listApiPeople: { input: noInput },
  listAuthorities: { input: noInput },
  listConnectionEvents: {
    input: (of) => [{ connectionIds: [of.ids.connection], targetIds: [of.ids.server] }],
  },
  listConnections: {
    input: (of) => [{ whose: 'all', requestId: of.ids.approved, targetId: of.ids.server }],
  },
  listCoveredTargets: { input: (of) => [{ types: ['Bzero'], id: of.ids.server }] },
  listEntitledTargets: { input: (of) => [{ userEmail: of.person.email }] },
  listEnvironments: { input: noInput },
  listGroups: { input: nothing },
  getZliSignIn: { input: (of) => [{ tokenId: of.ids.token }], by: 'person' },
  listPeople: { input: (of) => [{ groupId: of.ids.group }] },
  listPolicies: { input: nothing },
  listPolicyVersions: { input: (of) => [{ policyId: of.ids.policy }] },
  listRequestNames: { input: noInput },
  listRequestable: { input: nothing, by: 'person' },
  listRequestableByPerson: { input: (of) => [{ userId: of.person.id }] },
  listRequestableUsers: { input: (of) => [{ targetIds: [of.ids.server] }], by: 'person' },
  listRequestersOf: { input: target('server') },
  listRequests: { input: (of) => [{ whose: 'all', requesterId: of.person.id }] },
  simulateRequest: {
    input: (of) => [{ email: of.person.email, targetId: of.ids.server, targetUser: 'root', verb: 'Shell' }],
  },
  listParents: { input: (of) => [{ policyId: of.ids.child }] },
  listTargetPolicies: { input: target('server') },
  listTargets: { input: nothing },
  listWholePolicies: {
    input: (of) => [{ type: 'JustInTime', subjects: [of.person.id], groups: [of.ids.group] }],
  },
  listZliSignIns: { input: (of) => [{ userId: of.person.id }] },
  pageConnectionEvents: {
    input: (of) => [{ userIds: [of.person.id], environmentIds: [of.ids.environment] }],
  },
  previewPolicy: { input: (of) => [{ policyId: of.ids.child, draft: draft(of), named: true }] },
  replayRequests: { input: (of) => [{ policyId: of.ids.policy, draft: draft(of) }] },
  searchAudit: { input: (of) => [{ requestId: of.ids.approved }] },
  listSubjectEvents: { input: () => [{}] },
  searchChildren: { input: (of) => [{ ids: [of.ids.child] }] },
  getServiceAccount: { input: (of) => [{ accountId: of.ids.account }] },
  getOwnServiceAccount: { input: noInput, refusal: 'forbidden' },
  listServiceAccounts: { input: noInput },
  searchPeople: { input: () => [{ query: '' }] },
  searchTargets: { input: () => [{ query: '' }] },
  verifyHost: { input: target('server') },
  watchConnection: { input: (of) => [{ connectionId: of.ids.connection, seconds: 0 }], by: 'person' },
  watchRequest: { input: request('approved') },

  allowZli: { input: () => [{ device: 'laptop', challenge }] },
  answerZliLogin: { input: () => [{ ...noSuchCode, allow: true }], refusal: 'not-found' },
  beginInstallation: { input: noInput },
  beginWebPass: {
    input: ({ ids, sessionId }) => [{ targetId: ids.web, challenge: sessionId, sessionId }],
    by: 'person',
  },
  getWebAppAddress: { input: target('web'), by: 'person' },
  renameApiKey: { input: (of) => [{ keyId: of.ids.key, name: 'renamed' }] },
  createApiKey: { input: () => [{ name: 'reports' }] },
  createServiceAccount: { input: () => [accountDraft('reports@acme.test')] },
  createGithubAction: { input: () => [{ githubActionId: 'acme/reports' }] },
  createPolicy: { input: (of) => [draft(of)] },
  importTargets: {
    input: () => [
      { dryRun: false, rows: [{ line: 2, name: 'imported', type: 'Server', environment: 'new' }] },
    ],
  },
  issueCredential: { input: (of) => [{ connectionId: of.ids.connection, publicKey: sshKey }], by: 'person' },
  linkSlackUser: { input: (of) => [{ token: of.linkToken }], by: 'person' },
  openConnection: { input: target('server'), by: 'person' },
  recordTestMessage: { input: () => [[]] },
  registerEnvironment: { input: () => [{ name: 'another' }] },
  registerTarget: {
    input: (of) => [{ name: 'another', type: 'Bzero', environmentId: of.ids.environment }],
  },
  registerServer: {
    input: (of) => [
      {
        name: 'itself',
        host: 'host.acme.test',
        port: 22,
        hostKeys: [sshKey],
        environmentId: of.ids.environment,
      },
    ],
  },
  setRegistrationKey: { input: () => [{ keyId: null }] },
  retryMessages: { input: (of) => [{ messageId: of.ids.message }] },
  confirmSetup: { input: target('database') },
  rotateAuthority: { input: (of) => [{ targetId: of.ids.database, overlapDays: 1 }] },
  saveInstallation: { input: (of) => [newInstallation(of)] },
  submitRequest: { input: (of) => [asRoot({ id: of.ids.spareServer })], by: 'person' },
  updateOrganization: {
    input: () => [{ selfApproval: false, reviewOldGroups: false, lapseMinutes: 60, reminderMinutes: 0 }],
  },

  replaceSigningKey: { input: noInput },

  reviewRequest: { input: request('pending', { decision: 'approve' }) },
  cancelRequest: { input: request('undecided'), by: 'person' },
  endGrant: { input: request('ending') },
  closeConnection: { input: (of) => [{ connectionId: of.ids.connection }] },
  closeSubjectConnections: { input: (of) => [{ subjectId: of.person.id }] },
  signOutZli: { input: (of) => [{ tokenId: of.ids.token }] },
  renewServiceAccountKeys: { input: (of) => [{ accountId: of.ids.account }] },
  updateServiceAccount: { input: (of) => [{ accountId: of.ids.account, enabled: false }] },
  deletePerson: { input: (of) => [{ userId: of.spare.id }] },
  revokeApiKey: { input: (of) => [{ keyId: of.ids.key }] },
  deleteGithubAction: { input: (of) => [{ id: of.ids.githubAction }] },
  updatePolicy: { input: (of) => [{ ...draft(of), policyId: of.ids.policy, version: 1 }] },
  restorePolicy: { input: (of) => [{ policyId: of.ids.policy, from: 1, version: 2 }] },
  patchPolicy: {
    input: (of) => [
      { type: 'JustInTime', policyId: of.ids.policy, changes: { description: 'x' }, claims: {} },
    ],
  },
  deletePolicy: { input: (of) => [{ policyId: of.ids.sparePolicy }] },
  trustTarget: {
    input: (of) => [{ targetId: of.ids.server, serverIdentity: '', sourceAddresses: '' }],
  },
  updateTarget: {
    input: (of) => [{ targetId: of.ids.spareServer, name: 'renamed', environmentId: of.ids.environment }],
  },
  patchTarget: {
    input: (of) => [{ type: 'Bzero', targetId: of.ids.spareServer, changes: { host: 'spare.test' } }],
  },
  patchDynamicAccess: {
    input: (of) => [{ targetId: of.ids.dynamic, changes: { healthWebhook: 'https://health.test/' } }],
  },
  createDynamicAccess: {
    input: (of) => [{ name: 'machines', environmentId: of.ids.environment, ...webhooks }],
  },
  getDynamicConnection: { input: (of) => [{ connectionId: of.ids.machine }] },
  archiveTarget: { input: target('spareServer') },
  restoreTarget: { input: target('spareServer') },
  updateEnvironment: { input: (of) => [{ environmentId: of.ids.emptyEnvironment, name: 'renamed' }] },
  archiveEnvironment: { input: (of) => [{ environmentId: of.ids.emptyEnvironment }] },
  restoreEnvironment: { input: (of) => [{ environmentId: of.ids.emptyEnvironment }] },
  listIdentityClaims: { input: () => ['nobody@acme.test'], refusal: 'forbidden' },
  decideIdentity: { input: (of) => [{ claimId: of.ids.claim, confirm: true }] },
  changeEmail: { input: (of) => [{ userId: of.spare.id, email: 'changed@acme.test' }] },
  setRole: { input: (of) => [{ userId: of.spare.id, role: 'Admin' }] },
  setUserEnabled: { input: (of) => [{ userId: of.spare.id, enabled: false }] },
  endPersonAccess: { input: (of) => [{ userId: of.person.id }] },
  removeInstallation: { input: noInput },
};

/** Creates an organization with some of everything, by the use cases that people use. */
export async function fillOrganization(word: string): Promise<Filled> {
  const organization = await makeOrganization();
  const { id, admin, teamId } = organization;
  const { prisma } = database();
  const group = `${word.toUpperCase()} operators`;
  const person = await signIn(organization, `person@${word}.test`, [group]);
  const spare = await signIn(organization, `spare@${word}.test`);
  const environment = await makeEnvironment(id, `${word} environment`);
  const emptyEnvironment = await makeEnvironment(id, `${word} empty`);
  const make = async (name: string, type?: 'Db' | 'Cluster' | 'Web') =>
    (await makeTarget(id, { name: `${word} ${name}`, environmentId: environment, ...(type && { type }) })).id;
  const servers = await Promise.all(
    ['server', 'spare', 'pending', 'undecided', 'ending'].map((name) => make(name)),
  );
  const [server = '', spareServer = '', forPending = '', forUndecided = '', forEnding = ''] = servers;
  const [databaseId, cluster, web] = [
    await make('database', 'Db'),
    await make('cluster', 'Cluster'),
    await make('web', 'Web'),
  ];
  const named = (name: string) => ({ name: `${word} ${name}`, environmentId: environment });
  await updateTarget(admin.ctx, { targetId: server, ...named('server'), host: '127.0.0.1', port: 1 });
  await updateTarget(admin.ctx, { targetId: web, ...named('web'), host: `app.${word}.test` });

  const onServers = { name: `${word} servers`, targetIds: servers };
  const child = await createPolicy(admin.ctx, childDraft(onServers));
  const onWeb = { name: `${word} web`, type: 'Proxy' as const, targetUsers: [], verbs: [], targetIds: [web] };
  await createPolicy(admin.ctx, childDraft({ ...onWeb, subjectIds: [person.id] }));
  const of = { subjectIds: [person.id], groupIds: [group], childIds: [child.id] };
  const policy = await createPolicy(admin.ctx, jitPolicyDraft({ ...of, name: `${word} policy` }));
  const sparePolicy = await createPolicy(admin.ctx, childDraft({ ...onServers, name: `${word} spare` }));

  const ask = async (targetId: string) =>
    (await submitRequest(person.ctx, asRoot({ id: targetId }, `${word} reason`))).id;
  const approve = (requestId: string) => reviewRequest(admin.ctx, { requestId, decision: 'approve' });
  const approved = await ask(server);
  const ending = await ask(forEnding);
  await approve(approved);
  await approve(ending);
  const pending = await ask(forPending);
  const undecided = await ask(forUndecided);
  const { connection } = await openConnection(person.ctx, { targetId: server });
  const { id: dynamic } = await createDynamicAccess(admin.ctx, { ...named('dynamic'), ...webhooks });
  const onDynamic = { name: `${word} dynamic`, targetIds: [dynamic], subjectIds: [person.id] };
  await createPolicy(admin.ctx, childDraft(onDynamic));
  const { connection: onMachine } = await openConnection(person.ctx, { targetId: dynamic });
  const { id: key } = await createApiKey(admin.ctx, { name: `${word} key`, role: 'Admin' });
  const deployer = await createServiceAccount(admin.ctx, accountDraft(`deploy@${word}.test`));
  const { id: githubAction } = await createGithubAction(admin.ctx, { githubActionId: `${word}/deploy` });
  const [token, message] = [
    randomUUID(),
    await prisma.slackMessage.findFirstOrThrow({ where: { organizationId: id } }),
  ];
  const expiresAt = new Date(Date.now() + 3_600_000);
  await prisma.apiToken.create({
    data: { id: token, organizationId: id, userId: person.id, name: `${word} laptop`, hash: word, expiresAt },
  });
  const claimed = { provider: 'oidc', providerAccountId: `${word} successor`, name: word };
  const claim = randomUUID();
  await prisma.identityClaim.create({
    data: { id: claim, organizationId: id, userId: person.id, ...claimed },
  });
  await prisma.slackMessage.update({ where: { id: message.id }, data: { state: 'Failed' } });
  const account = { teamId, slackUserId: `U${word}` };
  await prisma.slackUser.create({
    data: { ...account, organizationId: id, userId: person.id, email: person.email, name: word },
  });
  const ids = {
    ...{ group, environment, emptyEnvironment, server, spareServer, database: databaseId, cluster, web },
    ...{
      child: child.id,
      policy: policy.id,
      sparePolicy: sparePolicy.id,
      pending,
      undecided,
      approved,
      ending,
    },
    ...{ dynamic, machine: onMachine.id },
    ...{ connection: connection.id, key, account: deployer.id, token, message: message.id, claim },
    ...{ connection: connection.id, key, githubAction, token, message: message.id, claim },
  };
  const sessionId = fingerprint(newToken());
  const expires = new Date(Date.now() + 3_600_000);
  await database().prisma.session.create({ data: { sessionToken: sessionId, userId: person.id, expires } });
  return {
    ...{ id, teamId, admin, person, spare, ids },
    keyCtx: { organizationId: id, actor: { kind: 'api-key', keyId: key }, via: 'api' },
    linkToken: await inviteToLink(account),
    sessionId,
    marks: [word, id, teamId, admin.id, person.id, spare.id, ...Object.values(ids)],
  };
}
