import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { ed25519, writeEd25519Signature } from './ed25519';
import type { KeyPair } from './key-pair';
import { WireFormatError, WireReader, WireWriter } from './wire';

/** A certificate from `signUserCertificate`, and the key it certifies. */
export type AgentIdentity = Pick<KeyPair, 'publicKey' | 'sign'> & { certificateLine: string };

type AgentOptions = {
  /** path of the Unix socket, in a folder that only the caller can read (0700) */
  socketPath: string;
  /** called for every request, so that a renewed certificate is used immediately; one key, with one certificate or several */
  identities: () => readonly AgentIdentity[];
};

/** What ssh has done with the certificates: it signs only for one that the host accepts. */
export type AgentUse = { isListed: boolean /** the line of the certificate */; accepted: string | null };

export type Agent = {
  use(): AgentUse;
  /** Closes all connections and removes the socket. */
  close(): Promise<void>;
};

// Message numbers of draft-ietf-sshm-ssh-agent, section 6.
const failure = 5;
const requestIdentities = 11;
const identitiesAnswer = 12;
const signRequest = 13;
const signResponse = 14;

// Bytes; the limit of OpenSSH's agent.
const maxFrame = 256 * 1024;

/**
 * Starts an ssh agent in this process with certificates and their Ed25519 key, so that `ssh` (with `IdentityAgent`)
 * can use a key that is never on disk. It lists the certificates, signs with its key, and refuses all other requests.
 * Closes a connection that sends an invalid frame.
 *
 * Throws if the socket can't be created, for example because the file exists.
 */
export async function startAgent({ socketPath, identities }: AgentOptions): Promise<Agent> {
  const sockets = new Set<Socket>();
  const use: AgentUse = { isListed: false, accepted: null };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serveConnection(socket, (frame) => answer(frame, identities, use));
  });
  server.listen(socketPath);
  await once(server, 'listening');
  await chmod(socketPath, 0o600);
  return {
    use: () => ({ ...use }),
    async close() {
      const closed = once(server, 'close');
      server.close(); // also removes the socket
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function serveConnection(socket: Socket, reply: (frame: Buffer) => Buffer): void {
  let buffered = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    buffered = Buffer.concat([buffered, chunk]);
    while (buffered.length >= 4) {
      const length = buffered.readUInt32BE(0);
      if (length === 0 || length > maxFrame) {
        socket.destroy();
        return;
      }
      if (buffered.length < 4 + length) return;
      socket.write(new WireWriter().string(reply(buffered.subarray(4, 4 + length))).bytes());
      buffered = buffered.subarray(4 + length);
    }
  });
}

function answer(frame: Buffer, identities: AgentOptions['identities'], use: AgentUse): Buffer {
  try {
    const reader = new WireReader(frame);
    const type = reader.byte();
    if (type === requestIdentities) {
      const list = listIdentities(identities());
      use.isListed = true;
      return list;
    }
    if (type === signRequest) return signFor(reader, identities(), use);
    return refuse();
  } catch {
    // An invalid message, or no identity: ssh continues without this key and prints a message.
    return refuse();
  }
}

function refuse(): Buffer {
  return new WireWriter(1).byte(failure).bytes();
}

function listIdentities(identities: readonly AgentIdentity[]): Buffer {
  const writer = new WireWriter().byte(identitiesAnswer).uint32(identities.length);
  for (const identity of identities) writer.string(blobOf(identity)).string('bzero');
  return writer.bytes();
}

function signFor(reader: WireReader, identities: readonly AgentIdentity[], use: AgentUse): Buffer {
  const blob = reader.string();
  const requested = keyOf(blob);
  const data = reader.string();
  reader.uint32(); // flags; they select the hash of RSA signatures
  reader.end();
  // Compares keys, not certificates: the certificate may have been renewed since ssh listed it.
  const identity = identities.find(({ publicKey }) => requested.equals(keyOf(publicKey.blob)));
  if (!identity) return refuse();
  const offered = identities.find((one) => blobOf(one).equals(blob)) ?? identity;
  use.accepted = offered.certificateLine;
  const writer = new WireWriter().byte(signResponse);
  return writer.nested(() => writeEd25519Signature(writer, identity.sign(data))).bytes();
}

function blobOf({ certificateLine }: AgentIdentity): Buffer {
  const [, base64 = ''] = certificateLine.split(' ');
  return Buffer.from(base64, 'base64');
}

/** The 32 bytes of the key in a key blob or a certificate blob. */
function keyOf(blob: Buffer): Buffer {
  const reader = new WireReader(blob);
  const type = reader.text();
  if (type === `${ed25519}-cert-v01@openssh.com`)
    reader.string(); // nonce
  else if (type !== ed25519) throw new WireFormatError('expected an Ed25519 key');
  return reader.string();
}
