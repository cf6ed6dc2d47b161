import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, isIP, type Socket } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls, TLSSocket } from 'node:tls';
import { makeSelfSigned } from '@/lib/x509/self-signed';
import type { CertificateFiles } from '../session/certificate-files';
import { writePrivateFile } from '../state/private-file';

export type MysqlServer = {
  /** what the certificate of the database is for */
  name: string;
  /** the local port that leads to the database */
  port: number;
  /** of the person, for the database; the authority is that of the database */
  files: CertificateFiles;
};

export type MysqlBridge = { port: number; files: CertificateFiles; close(): void };

/**
 * Opens a local port for clients of MySQL and MariaDB, which can check the certificate of a server only by the address that
 * they connect to. The bridge checks that of the database by its name, and presents the person's certificate. The client
 * checks a certificate of this port, which it has to present too: others on this computer don't have its key.
 * `report` gets why the database was refused, or refused the person.
 */
export async function startMysqlBridge(
  to: MysqlServer,
  folder: string,
  report: (problem: string) => void,
): Promise<MysqlBridge> {
  const local = await makeSelfSigned('127.0.0.1', new Date());
  const files = { certificate: join(folder, 'local.pem'), key: join(folder, 'local.key') };
  writePrivateFile(files.certificate, local.certificate);
  writePrivateFile(files.key, local.privateKey);
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const database = connect(to.port, '127.0.0.1');
    for (const socket of [client, database]) {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
    }
    const end = () => {
      client.destroy();
      database.destroy();
    };
    for (const socket of [client, database]) socket.on('error', end).once('close', end);
    let isReady = false;
    const fail = ({ message }: Error) => {
      if (!isReady && !client.destroyed) report(message);
      end();
    };
    carry(client, database, { ...to, local, fail }).then(() => {
      isReady = true;
    }, fail);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    files: { ...files, authority: files.certificate },
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

type Carriage = MysqlServer & {
  local: { certificate: string; privateKey: string };
  /** is called with an error of either side, also a later one */
  fail: (error: Error) => void;
};

/**
 * Lets both sides agree on TLS, begins it on each with a certificate of its own, and then carries what they say. The client
 * proves that it has this session's key before the database sees the person's certificate.
 */
async function carry(
  client: Socket,
  database: Socket,
  { name, files, local, fail }: Carriage,
): Promise<void> {
  client.write(await readPacket(database));
  const request = await readPacket(client);
  if (!asksForTls(request)) throw new Error('the client did not use TLS');
  const own = new TLSSocket(client, {
    isServer: true,
    requestCert: true,
    cert: local.certificate,
    key: local.privateKey,
  }).on('error', fail);
  await once(own, 'secure');
  const presented = own.getPeerX509Certificate();
  if (!presented?.raw.equals(new X509Certificate(local.certificate).raw))
    throw new Error('the client has no certificate for this port');
  database.write(request);
  const remote = connectTls({
    socket: database,
    host: name,
    ...(isIP(name) === 0 && { servername: name }),
    ca: readFileSync(files.authority ?? ''),
    cert: readFileSync(files.certificate),
    key: readFileSync(files.key),
    rejectUnauthorized: true, // whatever the person's environment says
  }).on('error', fail);
  await once(remote, 'secureConnect');
  remote.pipe(own).pipe(remote);
}

/** A packet of MySQL's protocol: three bytes of length, one number, and the payload. */
async function readPacket(socket: Socket): Promise<Buffer> {
  const header = await readBytes(socket, 4);
  return Buffer.concat([header, await readBytes(socket, header.readUIntLE(0, 3))]);
}

async function readBytes(socket: Socket, size: number): Promise<Buffer> {
  for (;;) {
    const bytes: Buffer | null = socket.read(size);
    if (bytes?.length === size) return bytes;
    if (socket.readableEnded) throw new Error('the connection ended');
    await once(socket, 'readable');
  }
}

/** Whether a packet is an SSLRequest: capabilities with CLIENT_SSL, and no user yet (Protocol::SSLRequest of MySQL's manual). */
function asksForTls(packet: Buffer): boolean {
  return packet.length === 4 + 32 && (packet.readUInt32LE(4) & 0x800) !== 0;
}
