import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findCoveredTargets } from '@/lib/db/targets/covered-targets';
import { parse } from '@/lib/parse';
import type { TargetSetup } from './setup-section';
import { certificatesOf, findAuthoritiesOf } from './target-authorities';

const inputSchema = z.object({ targetId: z.uuid() });

/**
 * Returns the set-up of a cluster for client certificates whose common name is the target user and whose organizations
 * are the target groups. Admins and their API keys only. Throws `forbidden`, `not-found`.
 */
export async function getKubeSetup(ctx: Context, input: unknown): Promise<TargetSetup> {
  const { targetId } = parse(inputSchema, input);
  await requireAdminOrKey(ctx);
  const { organizationId } = ctx;
  const [target] = await findCoveredTargets({ organizationId, types: ['Cluster'], id: targetId });
  if (!target) throw new AccessError('not-found', 'This cluster no longer exists.');
  const { targetUsers, targetGroups } = target;
  return {
    sections: [
      {
        title: 'bzero-ca.pem',
        about:
          'The authority of this cluster alone. Add it to the file of the kube-apiserver flag --client-ca-file, which can contain several certificates.',
        text: certificatesOf(await findAuthoritiesOf(organizationId, target)),
      },
      {
        title: 'kube-apiserver',
        about: 'The flag, if it is not set yet. kube-apiserver reloads the file when it changes.',
        text: '--client-ca-file=/etc/kubernetes/pki/client-ca.pem\n',
      },
      {
        title: 'Roles',
        about:
          'Permissions for the users and groups of the policies. A starting point; restrict it as needed.',
        text: roleBindings(targetUsers, targetGroups),
      },
      {
        title: 'On each user’s computer',
        about:
          'Writes a kubeconfig that gets certificates from zli. They are valid for at most five minutes, and clusters don’t support revoking them earlier.',
        text: 'zli generate kubeConfig --path ~/.kube/bzero\nexport KUBECONFIG=~/.kube/bzero\n',
      },
    ],
  };
}

/** A manifest that binds a role to users and groups. Each name is a JSON text, which YAML reads as such. */
export function roleBindings(users: readonly string[], groups: readonly string[]): string {
  const subjects = [
    ...users.map((name) => ({ kind: 'User', name })),
    ...groups.filter((name) => !name.startsWith('system:')).map((name) => ({ kind: 'Group', name })),
  ];
  const lines = subjects.map(
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
subjects:${lines.length > 0 ? `\n${lines.join('\n')}` : ' []'}
`;
}
