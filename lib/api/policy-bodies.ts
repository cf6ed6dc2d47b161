import { z } from 'zod';
import type { PolicyType } from '@/lib/core/policy/policy';
import { subjectKinds } from '@/lib/core/subject';
import { targetTypes, verbs } from '@/lib/core/target/target';
import { exactName, setFields } from './body-fields';

// The bodies of policies as the SDK sends them (policies.JITPolicy and so on, Go SDK v0.10.0). A field that is left out or null
// stays as it is, because Go sends a nil list as null; [] empties a list.

const withId = z.object({ id: z.string() }).strict();
const subject = z
  .object({
    id: z.string(),
    type: z.enum(subjectKinds, `Use one of these types: ${subjectKinds.join(', ')}.`).optional(),
  })
  .strict();
const group = z.object({ id: z.string(), name: exactName }).strict();
const target = z.object({ id: z.string(), type: z.enum(targetTypes) }).strict();
const named = z.object({ name: exactName }).strict();

const common = {
  id: z.string().nullish(),
  name: exactName.nullish(),
  description: z.string().nullish(),
  timeExpires: z.iso
    .datetime({ offset: true, error: 'Send a time like 2026-01-31T12:00:00Z.' })
    .transform((text) => new Date(text))
    .nullish(),
  subjects: z.array(subject).nullish(),
  groups: z.array(group).nullish(),
};
const environments = z.array(withId).nullish();

const jit = z.object({
  ...common,
  childPolicies: z.array(z.string()).nullish(),
  automaticallyApproved: z.boolean().nullish(),
  duration: z.number().nullish(),
});
const targetConnect = z.object({
  ...common,
  environments,
  targets: z.array(target).nullish(),
  targetUsers: z.array(z.object({ userName: exactName }).strict()).nullish(),
  verbs: z.array(z.object({ type: z.enum(verbs) }).strict()).nullish(),
});
const kubernetes = z.object({
  ...common,
  environments,
  clusters: z.array(withId).nullish(),
  clusterUsers: z.array(named).nullish(),
  clusterGroups: z.array(named).nullish(),
});
const proxy = targetConnect.omit({ verbs: true });
const sessionRecording = z.object({ ...common, recordInput: z.boolean().nullish() });
const organizationControls = z.object({
  ...common,
  mfaEnabled: z.boolean().nullish(),
  mfaDuration: z.number().nullish(),
});

type Body = z.output<typeof jit> &
  z.output<typeof targetConnect> &
  z.output<typeof kubernetes> &
  z.output<typeof sessionRecording> &
  z.output<typeof organizationControls>;

/** The fields of `policyDraft` that a body has, and what it says about their targets and groups. */
export function readPolicyBody(body: Partial<Body>) {
  const ids = (list: readonly { id: string }[] | null | undefined) => list?.map(({ id }) => id);
  const names = (list: readonly { name: string }[] | null | undefined) => list?.map(({ name }) => name);
  const changes = setFields({
    name: body.name,
    description: body.description,
    timeExpires: body.timeExpires,
    subjectIds: ids(body.subjects),
    groupIds: ids(body.groups),
    environmentIds: ids(body.environments),
    targetIds: ids(body.targets ?? body.clusters),
    targetUsers: body.targetUsers?.map(({ userName }) => userName) ?? names(body.clusterUsers),
    targetGroups: names(body.clusterGroups),
    verbs: body.verbs?.map(({ type }) => type),
    childIds: body.childPolicies,
    automaticallyApproved: body.automaticallyApproved,
    duration: body.duration,
    recordInput: body.recordInput,
    mfaEnabled: body.mfaEnabled,
    mfaDuration: body.mfaDuration,
  });
  return {
    changes,
    claims: { subjects: body.subjects ?? [], groups: body.groups ?? [], targets: body.targets ?? [] },
  };
}

/** What clients call the fields of a policy's document, for its errors. */
const names = {
  subjectIds: 'subjects[].id',
  subjectTypes: 'subjects[].type',
  groupIds: 'groups[].id',
  groupNames: 'groups[].name',
  environmentIds: 'environments[].id',
  targetIds: 'targets[].id',
  targetTypes: 'targets[].type',
  targetUsers: 'targetUsers[].userName',
  verbs: 'verbs[].type',
  childIds: 'childPolicies',
};

/** The body of each type of policy, and the names of its fields. */
export const policyBodies = {
  JustInTime: { body: jit, names },
  TargetConnect: { body: targetConnect, names },
  Kubernetes: {
    body: kubernetes,
    names: {
      ...names,
      targetIds: 'clusters[].id',
      targetUsers: 'clusterUsers[].name',
      targetGroups: 'clusterGroups[].name',
    },
  },
  Proxy: { body: proxy, names },
  SessionRecording: { body: sessionRecording, names },
  OrganizationControls: { body: organizationControls, names },
} as const satisfies Record<PolicyType, { body: z.ZodObject; names: Record<string, string> }>;
