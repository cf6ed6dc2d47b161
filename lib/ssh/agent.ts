import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { ed25519, writeEd25519Signature } from './ed25519';
import type { KeyPair } from './key-pair';
import { WireFormatError, WireReader, WireWriter } from './wire';

/** What the agent answers with: a certificate, as `signUserCertificate` makes it, and the key it was made for. */
export type AgentIdentity = Pick<KeyPair, 'publicKey' | 'sign'> & { certificateLine: string };

export type AgentOptions = {
  /** Where the Unix socket is made, in a folder that is the caller's alone (0700). */
  socketPath: string;
  /** Asked at every request, so that a renewed certificate is used at once. */
  identity: () => AgentIdentity;
};

export type Agent = {
  /** Cuts the connections and removes the socket. */
  close(): Promise<void>;
};

// Numbers of the protocol: draft-ietf-sshm-ssh-agent, section 6.
const failure = 5;
const requestIdentities = 11;
const identitiesAnswer = 12;
const signRequest = 13;
const signResponse = 14;

// OpenSSH's own bound for a message of its agent.
const largestFrame = 256 * 1024;

/**
 * Starts an ssh agent in this process that knows one certificate and its Ed25519 key, so that `ssh` (with
 * `IdentityAgent`) can use a key that is on no disk. It lists the certificate, signs for its key, and refuses all
 * else; a connection that sends what is no message is cut.
 *
 * @throws where the socket can't be made, for example because the file is there already.
 */
export async function startAgent({ socketPath, identity }: AgentOptions): Promise<Agent> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serveConnection(socket, (frame) => answer(frame, identity));
  });
  server.listen(socketPath);
  await once(server, 'listening');
  await chmod(socketPath, 0o600);
  return {
    async close() {
      const closed = once(server, 'close');
      server.close(); // also removes the socket
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function serveConnection(socket: Socket, reply: (frame: Buffer) => Buffer): void {
  let waiting = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    while (waiting.length >= 4) {
      const length = waiting.readUInt32BE(0);
      if (length === 0 || length > largestFrame) {
        socket.destroy();
        return;
      }
      if (waiting.length < 4 + length) return;
      socket.write(new WireWriter().string(reply(waiting.subarray(4, 4 + length))).bytes());
      waiting = waiting.subarray(4 + length);
    }
  });
}

function answer(frame: Buffer, identity: () => AgentIdentity): Buffer {
  try {
    const reader = new WireReader(frame);
    const type = reader.byte();
    if (type === requestIdentities) return listIdentities(identity());
    if (type === signRequest) return signFor(reader, identity());
    return refuse();
  } catch {
    // A message with a fault, or nobody to sign: ssh goes on without this key, and says that.
    return refuse();
  }
}

function refuse(): Buffer {
  return new WireWriter(1).byte(failure).bytes();
}

function listIdentities({ certificateLine }: AgentIdentity): Buffer {
  const [, base64 = ''] = certificateLine.split(' ');
  const blob = Buffer.from(base64, 'base64');
  return new WireWriter().byte(identitiesAnswer).uint32(1).string(blob).string('bzero').bytes();
}

function signFor(reader: WireReader, { publicKey, sign }: AgentIdentity): Buffer {
  const asked = keyOf(reader.string());
  const data = reader.string();
  reader.uint32(); // flags, which choose among the signatures of RSA
  reader.end();
  // The key, not the certificate: it may have been renewed since ssh listed it.
  if (!asked.equals(keyOf(publicKey.blob))) return refuse();
  const writer = new WireWriter().byte(signResponse);
  return writer.nested(() => writeEd25519Signature(writer, sign(data))).bytes();
}

// The 32 bytes of the key in a blob of a key or of a certificate.
function keyOf(blob: Buffer): Buffer {
  const reader = new WireReader(blob);
  const type = reader.text();
  if (type === `${ed25519}-cert-v01@openssh.com`)
    reader.string(); // nonce
  else if (type !== ed25519) throw new WireFormatError('expected an Ed25519 key');
  return reader.string();
}
