import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { makeP256KeyPair } from '@/lib/x509/key-pair';
import { isFailure } from '../failure';
import type { Api } from '../http/api';
import { type Credential, fetchCredential } from '../session/credential';
import { openConnection } from '../session/open-connection';
import type { StateFolder } from '../state/folder';
import { readJson, writePrivateFile } from '../state/private-file';

/** As whom, on which cluster. */
export type KubeIdentity = { targetId: string; user: string; groups: readonly string[] };

type Kept = { connectionId: string; publicPem: string; privatePem: string } & Pick<
  Credential,
  'certificate' | 'validBefore'
>;

/** A certificate is not used in its last minute: kubectl may be slow. */
const RESERVE_MS = 60_000;

/**
 * The certificate and key for kubectl, which asks at each of its calls. They are kept in a file until a
 * minute before their end, and the connection is kept longer than that: many calls are one connection.
 */
export async function findKubeCredential(
  folder: StateFolder,
  identity: KubeIdentity,
  openApi: () => Promise<Api>,
): Promise<Kept> {
  const path = fileOf(folder, identity);
  const kept = readJson<Kept>(path);
  if (kept && Date.parse(kept.validBefore) - Date.now() > RESERVE_MS) return kept;
  const api = await openApi();
  const fresh = (kept && (await renew(api, kept))) ?? (await begin(api, identity));
  writePrivateFile(path, JSON.stringify(fresh));
  return fresh;
}

/** What kubectl reads (client.authentication.k8s.io/v1). */
export function writeExecCredential({ certificate, privatePem, validBefore }: Kept): string {
  return JSON.stringify({
    apiVersion: 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    status: {
      expirationTimestamp: validBefore,
      clientCertificateData: certificate,
      clientKeyData: privatePem,
    },
  });
}

// Its connection may have ended meanwhile; whether there is access still, the next one says.
async function renew(api: Api, kept: Kept): Promise<Kept | null> {
  try {
    const { certificate, validBefore } = await fetchCredential(api, kept.connectionId, kept.publicPem);
    return { ...kept, certificate, validBefore };
  } catch (error) {
    if (isFailure(error, 'not-found', 'already-ended', 'no-access', 'user-not-allowed')) return null;
    throw error;
  }
}

async function begin(api: Api, { targetId, user, groups }: KubeIdentity): Promise<Kept> {
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
