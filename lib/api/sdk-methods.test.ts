import { beforeAll, expect, test } from 'vitest';
import { submitRequest } from '@/lib/access/submit-request';
import { openConnection } from '@/lib/connections/open-connection';
import { database } from '@/lib/db/client';
import { createServiceAccount } from '@/lib/directory/create-service-account';
import { createDynamicAccess } from '@/lib/dynamic-access/create-dynamic-access';
import { createPolicy } from '@/lib/policies/create-policy';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { createGithubAction } from '@/lib/tokens/create-github-action';
import { call } from '@/test/api-client';
import { checkAnswer } from '@/test/bastionzero/check-answer';
import { sdkMethods } from '@/test/bastionzero/sdk';
import { asRoot, childDraft, makeOrganization, makeRequestable, makeTarget, signIn } from '@/test/factories';
import { useDatabase } from '@/test/use-database';

useDatabase();

const missing = '00000000-0000-4000-8000-000000000000';
let keys: { admin: string; user: string };
/** An existing thing for each path with an id. */
let ids: Record<string, string>;

beforeAll(async () => {
  const organization = await makeOrganization();
  const { admin } = organization;
  const engineer = await signIn(organization, 'engineer@acme.test');
  const { target, child, jit } = await makeRequestable(organization, [engineer], {
    automaticallyApproved: true,
  });
  const add = async (type: 'Db' | 'Web' | 'Cluster') =>
    (await makeTarget(organization.id, { type, environmentId: target.environmentId })).id;
  const [postgres, web, kube] = [await add('Db'), await add('Web'), await add('Cluster')];
  const covering = { ...childDraft({ targetIds: [postgres, web] }), type: 'Proxy' as const, verbs: [] };
  const proxy = await createPolicy(admin.ctx, covering);
  const clusters = { ...childDraft({ targetIds: [kube] }), type: 'Kubernetes' as const, verbs: [] };
  const kubernetes = await createPolicy(admin.ctx, { ...clusters, name: 'Clusters' });
  const recording = await createPolicy(admin.ctx, { type: 'SessionRecording', name: 'Recording' });
  const controls = await createPolicy(admin.ctx, { type: 'OrganizationControls', name: 'MFA' });
  await database().prisma.target.updateMany({ data: { host: 'host.acme.test', port: 22 } });
  await submitRequest(engineer.ctx, asRoot(target));
  const spec = { targetId: target.id, targetUser: 'root', verbType: 'Shell' };
  const { connection } = await openConnection(engineer.ctx, spec);
  const address = (name: string) => `https://machines.acme.test/${name}`;
  const machines = await createDynamicAccess(admin.ctx, {
    name: 'machines',
    environmentId: target.environmentId,
    startWebhook: address('start'),
    stopWebhook: address('stop'),
    healthWebhook: address('health'),
  });
  await createPolicy(admin.ctx, childDraft({ subjectIds: [engineer.id], targetIds: [machines.id] }));
  const { connection: onMachine } = await openConnection(engineer.ctx, { targetId: machines.id });
  const adminKey = await createApiKey(admin.ctx, { name: 'terraform', role: 'Admin' });
  const userKey = await createApiKey(admin.ctx, { name: 'reader', role: 'User' });
  const account = await createServiceAccount(admin.ctx, {
    email: 'deploy@acme.test',
    externalId: '1',
    jwksUrl: 'https://keys.acme.test/',
    jwksUrlPattern: 'https://keys.acme.test/*',
  });
  keys = { admin: adminKey.secret, user: userKey.secret };
  ids = {
    'api-keys': adminKey.id,
    'connections/shell': connection.id,
    'connections/dynamic-access': onMachine.id,
    'service-accounts': account.id,
    environments: target.environmentId,
    'policies/just-in-time': jit.id,
    'policies/kubernetes': kubernetes.id,
    'policies/proxy': proxy.id,
    'policies/target-connect': child.id,
    'targets/bzero': target.id,
    'github-actions': (await createGithubAction(admin.ctx, { githubActionId: 'acme/deploy' })).id,
    'policies/session-recording': recording.id,
    'policies/organization-controls': controls.id,
    'targets/database': postgres,
    'targets/dynamic-access': machines.id,
    'targets/kube': kube,
    'targets/web': web,
    users: engineer.id,
    subjects: engineer.id,
  };
});

test('all 139 methods of the SDK answer honestly, in the shapes that it reads', async () => {
  expect(sdkMethods).toHaveLength(139);
  const rows = [];
  const wrong = [];
  const reasons = [];
  for (const [endpoint, type, name] of sdkMethods) {
    const { admin, user, nobody, json } = await tryMethod(endpoint);
    rows.push(
      `| \`${endpoint}\` | ${name} | ${admin === 501 ? 'not offered' : 'yes'} | ${admin} | ${user} | ${nobody} |`,
    );
    if (admin === 501) reasons.push(`| \`${endpoint}\` | ${reasonOf(json.errorMsg)} |`);
    // 404 is for what is gone, and 405 would mean that the SDK is wrong.
    if (admin === 405 || (admin >= 500 && admin !== 501)) wrong.push(`${endpoint}: ${admin}`);
    if (admin === 404 && !endpoint.includes('{')) wrong.push(`${endpoint}: ${admin}`);
    if (endpoint.startsWith('GET') && admin === 404 && name !== 'sessionrecordings.GetSessionRecordingFile')
      wrong.push(`${endpoint}: 404 of what exists`);
    if (admin === 200 && type && type !== 'string')
      wrong.push(...checkAnswer(type, name.split('.')[0] ?? '', json, endpoint));
  }
  expect(wrong).toEqual([]);
  await expect([...head, ...rows, ...notOffered, ...reasons, ''].join('\n')).toMatchFileSnapshot(
    '../../docs/sdk-methods.md',
  );
}, 120_000);

const head = [
  '# Methods of BastionZero’s SDK',
  '',
  'What this server answers to each of the 139 methods of BastionZero’s Go SDK v0.10.0. A test makes this table:',
  '`lib/api/sdk-methods.test.ts`, which also holds the answers against the SDK’s types. A method that reads gets an existing',
  'object; a method that writes gets an empty body, or the id of nothing, so that it changes nothing.',
  '',
  '| method | SDK name | offered | key with the role Admin | key with the role User | without a key |',
  '|---|---|---|---|---|---|',
];

const notOffered = [
  '',
  '## Not offered',
  '',
  'What 501 says to a key with the role Admin.',
  '',
  '| method | why |',
  '|---|---|',
];

/** The answer begins with what is not offered. */
function reasonOf(message: string): string {
  return message.replace(/^This server does not offer \S+ \S+\. /, '');
}

/** The statuses of a call, and the answer to the admin's key. */
async function tryMethod(endpoint: string) {
  const reads = endpoint.startsWith('GET');
  const path = endpoint.split(' ')[1] ?? '';
  const id = (reads && ids[path.replace(/\/\{\w+\}.*$/, '')]) || missing;
  const name = endpoint.replace(/\{\w+\}/, '{id}') as 'GET users';
  const hasBody = endpoint.startsWith('POST') || endpoint.startsWith('PATCH');
  const as = (apiKey?: string) =>
    call(name, { params: { id }, ...(apiKey && { apiKey }), ...(hasBody && { body: {} }) });
  const admin = await as(keys.admin);
  const [user, nobody] = [await as(keys.user), await as()];
  return { admin: admin.status, user: user.status, nobody: nobody.status, json: admin.json };
}
