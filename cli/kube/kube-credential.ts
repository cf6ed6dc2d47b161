import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { makeP256KeyPair } from '@/lib/x509/key-pair';
import { Failure, isFailure } from '../failure';
import type { Api } from '../http/api';
import { type Credential, fetchCredential } from '../session/credential';
import { openConnection } from '../session/open-connection';
import type { StateFolder } from '../state/folder';
import { readJson, writePrivateFile } from '../state/private-file';

/** A user with groups on a cluster. */
type KubeIdentity = { targetId: string; user: string; groups: readonly string[] };

type CachedCredential = { connectionId: string; publicPem: string; privatePem: string } & Pick<
  Credential,
  'certificate' | 'validBefore'
>;

/** A certificate is not used in its last minute, because kubectl can be slow. */
const RESERVE_MS = 60_000;

/**
 * Returns the certificate and key for kubectl, which calls this for each command. Caches them in a file until a
 * minute before they expire, and renews them on the same connection while it is open.
 */
export async function findKubeCredential(
  folder: StateFolder,
  identity: KubeIdentity,
  openApi: () => Promise<Api>,
): Promise<CachedCredential> {
  const path = fileOf(folder, identity);
  const cached = readJson<CachedCredential>(path);
  if (cached && Date.parse(cached.validBefore) - Date.now() > RESERVE_MS) return cached;
  const api = await openApi();
  const fresh = (cached && (await renew(api, cached))) ?? (await issue(api, identity));
  writePrivateFile(path, JSON.stringify(fresh));
  return fresh;
}

const apiVersions = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];

/**
 * The version in which kubectl wants its answer, from `KUBERNETES_EXEC_INFO`; it refuses any other. Without the
 * variable, v1. Throws a `Failure` for a version that zli does not know.
 * https://kubernetes.io/docs/reference/access-authn-authz/authentication/#input-and-output-formats
 */
export function readExecVersion(info: string | undefined): string {
  if (!info) return apiVersions[0] as string;
  let wanted: unknown;
  try {
    wanted = JSON.parse(info)?.apiVersion;
  } catch {
    // Not from kubectl.
  }
  if (typeof wanted === 'string' && apiVersions.includes(wanted)) return wanted;
  throw new Failure(
    'usage',
    `KUBERNETES_EXEC_INFO names no version that zli knows. In the kubeconfig, set apiVersion to ${apiVersions[0]}.`,
  );
}

/** Writes the ExecCredential for kubectl in a version of `readExecVersion`. */
export function writeExecCredential(
  { certificate, privatePem, validBefore }: CachedCredential,
  apiVersion: string,
): string {
  return JSON.stringify({
    apiVersion,
    kind: 'ExecCredential',
    status: {
      expirationTimestamp: validBefore,
      clientCertificateData: certificate,
      clientKeyData: privatePem,
    },
  });
}

/** Returns null if the connection has ended; a new connection then shows whether access remains. */
async function renew(api: Api, cached: CachedCredential): Promise<CachedCredential | null> {
  try {
    const { certificate, validBefore } = await fetchCredential(api, cached.connectionId, cached.publicPem);
    return { ...cached, certificate, validBefore };
  } catch (error) {
    if (isFailure(error, 'not-found', 'already-ended', 'no-access', 'user-not-allowed')) return null;
    throw error;
  }
}

async function issue(api: Api, { targetId, user, groups }: KubeIdentity): Promise<CachedCredential> {
  const { connectionId } = await openConnection(api, {
    target: { text: targetId, user, readings: [{ targetId }] },
    targetType: 'Cluster',
    targetGroups: [...groups],
    verb: undefined,
  });
  const keys = makeP256KeyPair();
  const { certificate, validBefore } = await fetchCredential(api, connectionId, keys.publicPem);
  return { connectionId, ...keys, certificate, validBefore };
}

function fileOf({ path }: StateFolder, { targetId, user, groups }: KubeIdentity): string {
  const name = createHash('sha256')
    .update(JSON.stringify([targetId, user, [...groups].sort()]))
    .digest('hex');
  return join(path, 'kube', name.slice(0, 32));
}
