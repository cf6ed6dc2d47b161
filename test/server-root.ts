import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endInput } from './end-input';
import { findSshd } from './programs/openssh';

type Output = { code: number; output: string };

/** A small system in a folder, on which set-up scripts run. */
export type ServerRoot = {
  /** its path */
  root: string;
  /** Puts a program of sh before those of this machine. */
  writeProgram(name: string, body: string): void;
  run(program: string, args: string[], input?: string): Promise<Output>;
  /** A script whose paths lead to this folder. */
  inRoot(script: string): string;
  remove(): void;
};

/** Makes a system whose `sshd` is the real one, with a host key and a configuration of its own. */
export async function makeServerRoot(): Promise<ServerRoot> {
  const root = mkdtempSync(join(tmpdir(), 'bzero-setup-'));
  // Under root, sshd needs its own folder even to read a configuration; the script makes it on a real system.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
  for (const name of ['bin', 'etc/ssh', 'etc/systemd/system', 'usr/local/sbin', 'run'])
    mkdirSync(join(root, name), { recursive: true });
  const server: ServerRoot = {
    root,
    writeProgram(name, body) {
      writeFileSync(join(root, 'bin', name), `#!/bin/sh\n${body}\n`);
      chmodSync(join(root, 'bin', name), 0o755);
    },
    run(program, args, input = '') {
      const env = { ...process.env, PATH: `${root}/bin:${process.env.PATH}` };
      return new Promise((resolve) => {
        const child = execFile(program, args, { env }, (error, stdout, stderr) =>
          resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
        );
        endInput(child, input);
      });
    },
    inRoot: (script) =>
      script
        .replaceAll(/(?<![\w.*])\/(etc|usr\/local|run)\//g, `${root}/$1/`)
        .replace('env -i PATH=', `env -i PATH=${root}/bin:`),
    remove: () => rmSync(root, { recursive: true }),
  };
  server.writeProgram('sshd', `exec ${findSshd()} -f ${root}/etc/ssh/sshd_config -h ${root}/host-key "$@"`);
  server.writeProgram('id', 'echo 0'); // nothing here needs to be root
  await server.run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(root, 'host-key')]);
  writeFileSync(join(root, 'etc/ssh/sshd_config'), `Include ${root}/etc/ssh/sshd_config.d/*.conf\n`);
  return server;
}
