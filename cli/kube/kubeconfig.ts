import { stringify } from 'yaml';

/** A cluster in a kubeconfig; `authorityPem` null means that the system's authorities are used. */
type KubeCluster = { name: string; server: string; authorityPem: string | null };

/** A user in a kubeconfig: with an exec plugin that prints the certificate, or with files. */
export type KubeUser = { name: string } & (
  | { exec: { command: string; args: string[]; env: Record<string, string> } }
  | { certificate: string; key: string }
);

export type KubeContext = { name: string; cluster: string; user: string };

/** Writes a kubeconfig as YAML. */
export function writeKubeconfig(
  clusters: readonly KubeCluster[],
  users: readonly KubeUser[],
  contexts: readonly KubeContext[],
): string {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: clusters.map(({ name, server, authorityPem }) => ({
      name,
      cluster: {
        server,
        ...(authorityPem && { 'certificate-authority-data': Buffer.from(authorityPem).toString('base64') }),
      },
    })),
    users: users.map((user) => ({ name: user.name, user: presentUser(user) })),
    contexts: contexts.map(({ name, cluster, user }) => ({ name, context: { cluster, user } })),
    'current-context': contexts[0]?.name ?? '',
  };
  // Quoted, because names are other people's: no other style of YAML keeps every text.
  return stringify(config, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' });
}

/** The URL of a cluster's API server. */
export function clusterAddress({
  remoteHost,
  remotePort,
}: {
  remoteHost: string;
  remotePort: number | null;
}): string {
  if (/^https:\/\//i.test(remoteHost)) return remoteHost;
  const host = remoteHost.includes(':') && !remoteHost.startsWith('[') ? `[${remoteHost}]` : remoteHost;
  return `https://${host}:${remotePort ?? 6443}`;
}

function presentUser(user: KubeUser) {
  if ('exec' in user)
    return {
      exec: {
        apiVersion: 'client.authentication.k8s.io/v1',
        command: user.exec.command,
        args: user.exec.args,
        env: Object.entries(user.exec.env).map(([name, value]) => ({ name, value })),
        interactiveMode: 'Never',
      },
    };
  return { 'client-certificate': user.certificate, 'client-key': user.key };
}
