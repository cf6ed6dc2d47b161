import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findCoveredTargets } from '@/lib/db/targets/covered-targets';
import { parse } from '@/lib/parse';
import { trustedCa } from './get-database-setup';
import type { TargetSetup } from './setup-section';

const inputSchema = z.object({ targetId: z.uuid() });

/**
 * What a cluster needs to know whoever has access to it, by a client certificate whose common name is the
 * cluster user and whose organizations are the groups. Admins and their API keys only. Throws `not-found`.
 */
export async function getKubeSetup(ctx: Context, input: unknown): Promise<TargetSetup> {
  const { targetId } = parse(inputSchema, input);
  await requireAdminOrKey(ctx);
  const { organizationId } = ctx;
  const [target] = await findCoveredTargets({ organizationId, types: ['Cluster'], id: targetId });
  if (!target) throw new AccessError('not-found', 'There is no such cluster here.');
  const { targetUsers, targetGroups } = target;
  return {
    sections: [
      {
        title: 'bzero-ca.pem',
        about:
          'The authority. Add it to the file that kube-apiserver reads as --client-ca-file; several certificates may stand in it.',
        text: await trustedCa(organizationId),
      },
      {
        title: 'kube-apiserver',
        about: 'The flag, where it is not set yet. The file is read again when it changes.',
        text: '--client-ca-file=/etc/kubernetes/pki/client-ca.pem\n',
      },
      {
        title: 'Roles',
        about: 'What the users and groups of the policies may do there; a starting point, to be narrowed.',
        text: roleBindings(targetUsers, targetGroups),
      },
      {
        title: 'On everybody’s computer',
        about:
          'Writes a kubeconfig that asks zli for a certificate, good for five minutes at most. A certificate can’t be taken back from a cluster before that.',
        text: 'zli generate kubeConfig --path ~/.kube/bzero\nexport KUBECONFIG=~/.kube/bzero\n',
      },
    ],
  };
}

function roleBindings(users: readonly string[], groups: readonly string[]): string {
  const subjects = [
    ...users.map((name) => ({ kind: 'User', name })),
    ...groups.filter((name) => !name.startsWith('system:')).map((name) => ({ kind: 'Group', name })),
  ];
  const shown = subjects.length > 0 ? subjects : [{ kind: 'User', name: 'USER' }];
  const lines = shown.map(
    ({ kind, name }) =>
      `  - kind: ${kind}\n    name: ${JSON.stringify(name)}\n    apiGroup: rbac.authorization.k8s.io`,
  );
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: bzero-view
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
${lines.join('\n')}
`;
}
