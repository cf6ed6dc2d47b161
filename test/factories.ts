import './test-env';
import { randomUUID } from 'node:crypto';
import type { Context } from '@/lib/context';
import type { TargetType } from '@/lib/core/target/target';
import { database } from '@/lib/db/client';
import type { PolicyRecord } from '@/lib/db/policies/policies';
import { saveSlackLink } from '@/lib/db/slack/slack-links';
import { inTransaction } from '@/lib/db/transaction';
import { signInUser } from '@/lib/directory/sign-in-user';
import { createPolicy } from '@/lib/policies/create-policy';
import type { PolicyInput } from '@/lib/policies/policy-input';
import { type NewInstallation, saveInstallation } from '@/lib/slack-installation/save-installation';

/** A person who has signed in, with the context of their use cases on the web. */
export type TestPerson = { id: string; email: string; organizationId: string; ctx: Context };

/** An organization whose first admin has signed in. `issuer` is its identity provider. */
export type TestOrganization = { id: string; issuer: string; teamId: string; admin: TestPerson };

let count = 0;

/** A name that is different at each call. */
export function uniqueName(name: string): string {
  count++;
  return `${name} ${count}`;
}

/** Creates an organization with an admin, and connects Slack by default. */
export async function makeOrganization(integrated = true): Promise<TestOrganization> {
  const issuer = `https://${randomUUID()}.test`;
  const admin = await signIn({ issuer }, 'admin@acme.test');
  const organization = {
    id: admin.organizationId,
    issuer,
    teamId: `T${count}${admin.id.slice(0, 6)}`,
    admin,
  };
  if (integrated) await integrate(organization);
  return organization;
}

/** Signs a person in, with groups from the identity provider. */
export async function signIn(
  { issuer }: { issuer: string },
  email: string,
  groups: string[] | null = null,
): Promise<TestPerson> {
  const signedIn = await signInUser({
    issuer,
    tenant: '',
    provider: 'oidc',
    providerAccountId: `${issuer}|${email.toLowerCase()}`,
    email,
    name: email.split('@')[0] ?? email,
    groups: groups?.map((group) => ({ id: group, name: group })) ?? null,
  });
  if (typeof signedIn === 'string') throw new Error(`the sign-in was refused: ${signedIn}`);
  const id = signedIn.userId;
  const { organizationId } = await database().prisma.user.findUniqueOrThrow({ where: { id } });
  return { id, email, organizationId, ctx: contextOf(organizationId, id) };
}

/** The context of a person on the web. */
export function contextOf(organizationId: string, userId: string): Context {
  return { organizationId, actor: { kind: 'user', userId }, via: 'web' };
}

/** The context of the same person in Slack. */
export function inSlack(person: TestPerson, teamId: string, slackUserId: string): Context {
  const actor = { kind: 'user', userId: person.id, slack: { teamId, slackUserId } } as const;
  return { organizationId: person.organizationId, actor, via: 'slack' };
}

/** Links a person to a Slack account, as the link from Slack does. */
export async function linkSlack(person: TestPerson, teamId: string, slackUserId: string): Promise<void> {
  await inTransaction((tx) => saveSlackLink(tx, { teamId, slackUserId }, person.id));
}

/** An installation as Slack reports it when the organization's admin installs the app. */
export function newInstallation(
  organization: Pick<TestOrganization, 'teamId' | 'admin'>,
  changes: Partial<NewInstallation> = {},
): NewInstallation {
  return {
    teamId: organization.teamId,
    teamName: 'Acme',
    enterpriseId: null,
    appId: 'A1',
    botUserId: 'UBOT',
    scopes: ['chat:write'],
    token: 'xoxb-test',
    installer: { slackUserId: 'UADMIN', email: organization.admin.email, isTeamAdmin: true, barred: null },
    ...changes,
  };
}

/** Connects the organization to a new workspace. Returns the installation's id. */
export async function integrate(organization: TestOrganization): Promise<string> {
  const saved = await saveInstallation(organization.admin.ctx, newInstallation(organization));
  if (typeof saved === 'string') throw new Error(`the installation was refused: ${saved}`);
  return saved.id;
}

/** Creates an environment. Returns its id. */
export async function makeEnvironment(
  organizationId: string,
  name = uniqueName('environment'),
): Promise<string> {
  const { id } = await database().prisma.environment.create({
    data: { id: randomUUID(), organizationId, name },
  });
  return id;
}

/** Creates a target, by default in a new environment. */
export async function makeTarget(
  organizationId: string,
  target: { type?: TargetType; name?: string; environmentId?: string; os?: string } = {},
): Promise<{ id: string; environmentId: string; name: string }> {
  const { type = 'Bzero', name = uniqueName('target'), os = 'Linux' } = target;
  const environmentId = target.environmentId ?? (await makeEnvironment(organizationId));
  const data = { id: randomUUID(), organizationId, environmentId, type, name };
  await database().prisma.target.create({ data: { ...data, ...(type === 'Bzero' && { os }) } });
  return { id: data.id, environmentId, name };
}

/** Creates a server with a child policy (root, Shell) and a just-in-time policy for these people. */
export async function makeRequestable(
  { id, admin }: TestOrganization,
  subjects: readonly TestPerson[],
  jitDraft: Partial<PolicyInput> = {},
): Promise<{
  target: { id: string; environmentId: string; name: string };
  child: PolicyRecord;
  jit: PolicyRecord;
}> {
  const target = await makeTarget(id);
  const child = await createPolicy(admin.ctx, childDraft({ targetIds: [target.id] }));
  const subjectIds = subjects.map((person) => person.id);
  const jit = await createPolicy(
    admin.ctx,
    jitPolicyDraft({ subjectIds, childIds: [child.id], ...jitDraft }),
  );
  return { target, child, jit };
}

/** A server policy for root and Shell. `changes` sets what it covers. */
export function childDraft(changes: Partial<PolicyInput> = {}): PolicyInput {
  return {
    type: 'TargetConnect',
    name: uniqueName('child'),
    targetUsers: ['root'],
    verbs: ['Shell'],
    ...changes,
  };
}

/** A just-in-time policy with a duration of one hour that needs approval. */
export function jitPolicyDraft(changes: Partial<PolicyInput> = {}): PolicyInput {
  return { type: 'JustInTime', name: uniqueName('policy'), ...changes };
}

/** A request for root and Shell on a server. */
export function asRoot(target: { id: string }, reason = 'The disk is full') {
  return { targetId: target.id, targetUser: 'root', targetGroups: [], verb: 'Shell' as const, reason };
}
