import { join } from 'node:path';
import { connectLine } from '@/lib/core/text/target';
import { makeP256KeyPair } from '@/lib/x509/key-pair';
import type { Zli } from '../context';
import type { Api } from '../http/api';
import { writeCertificateFiles } from '../session/certificate-files';
import { accessOf, type Connection, nameTarget } from '../session/connection';
import { closeConnection } from '../session/open-connection';
import { runProgram, type Variables } from '../session/run-program';
import { createTemporaryFolder } from '../session/temporary-folder';
import { withAccess } from '../session/with-access';
import { writePrivateFile } from '../state/private-file';
import { clusterAddress, writeKubeconfig } from './kubeconfig';

/** Runs a command with a kubeconfig for the cluster and returns its exit code. Without one, prints how to use kubectl. */
export async function connectCluster(
  zli: Zli,
  api: Api,
  connection: Connection,
  command: readonly string[],
): Promise<number> {
  const [program, ...args] = command;
  if (!program) {
    await closeConnection(api, connection);
    zli.terminal.info(
      `You have access to ${nameTarget(connection)}. To use kubectl, run zli generate kubeConfig, or run one command: ${connectLine(accessOf(connection))} -- kubectl get pods`,
    );
    return 0;
  }
  const keys = makeP256KeyPair();
  const temporary = createTemporaryFolder();
  try {
    const { files, use } = writeCertificateFiles(temporary.path, keys.privatePem, connection);
    const kubeconfig = join(temporary.path, 'config');
    writePrivateFile(kubeconfig, writeConfig(connection, files));
    return await withAccess(
      api,
      zli.terminal.notify,
      connection,
      { publicKey: keys.publicPem, use },
      (monitor) => runProgram({ command: program, args, env: kubectlEnv(kubeconfig) }, monitor, zli.terminal),
    );
  } finally {
    temporary.remove();
  }
}

/** The person's ~/.kube/kuberc can set options for every call, for example to check no certificates. */
function kubectlEnv(kubeconfig: string): Variables {
  return { KUBECONFIG: kubeconfig, KUBERC: 'off', KUBECTL_KUBERC: 'false' };
}

function writeConfig(connection: Connection, files: { certificate: string; key: string }): string {
  const name = nameTarget(connection);
  const server = clusterAddress(connection);
  return writeKubeconfig(
    [{ name, server, authorityPem: connection.serverIdentity }],
    [{ name: connection.targetUser, ...files }],
    [{ name, cluster: name, user: connection.targetUser }],
  );
}
