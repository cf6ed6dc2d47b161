import { z } from 'zod';
import { subjectKinds } from '@/lib/core/subject';
import { id, listOf, targetType, targetUsers, time, verbTypes } from './common';

const withId = listOf(z.object({ id }));
const named = listOf(z.object({ name: z.string() }));

const common = {
  id,
  name: z.string(),
  description: z.string(),
  timeExpires: time.nullable(),
  subjects: listOf(z.object({ id, type: z.enum(subjectKinds) })),
  groups: listOf(z.object({ id: z.string(), name: z.string() })),
};
const targets = listOf(z.object({ id, type: targetType }));
const childTypes = z.enum(['TargetConnect', 'Kubernetes', 'Proxy']);

/** The answer of each type of policy. */
export const policyAnswers = {
  JustInTime: z
    .object({
      ...common,
      type: z.literal('JustInTime'),
      childPolicies: listOf(z.object({ id, type: childTypes, name: z.string() })),
      automaticallyApproved: z.boolean(),
      duration: z.number().nullable().describe('Minutes.'),
    })
    .meta({ id: 'JustInTimePolicy' }),
  TargetConnect: z
    .object({
      ...common,
      type: z.literal('TargetConnect'),
      environments: withId,
      targets,
      targetUsers,
      verbs: verbTypes,
    })
    .meta({ id: 'TargetConnectPolicy' }),
  Kubernetes: z
    .object({
      ...common,
      type: z.literal('Kubernetes'),
      environments: withId,
      clusters: withId,
      clusterUsers: named,
      clusterGroups: named,
    })
    .meta({ id: 'KubernetesPolicy' }),
  Proxy: z
    .object({ ...common, type: z.literal('Proxy'), environments: withId, targets, targetUsers })
    .meta({ id: 'ProxyPolicy' }),
  SessionRecording: z
    .object({ ...common, type: z.literal('SessionRecording'), recordInput: z.boolean() })
    .meta({ id: 'SessionRecordingPolicy' }),
  OrganizationControls: z
    .object({
      ...common,
      type: z.literal('OrganizationControls'),
      mfaEnabled: z.boolean(),
      mfaDuration: z.number().nullable(),
    })
    .meta({ id: 'OrganizationControlsPolicy' }),
} as const;
