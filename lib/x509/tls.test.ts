import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeServerCertificate } from '@/test/server-certificate';
import { makeX509Authority, readX509Authority, type X509Authority } from './authority';
import { type ClientCertificate, signClientCertificate } from './client-certificate';
import { makeP256KeyPair } from './key-pair';
import { writeCrl } from './revocation-list';

const now = Date.now();
const pair = makeP256KeyPair();
const revokedSerial = 99n;
let authority: X509Authority;
let serverCertificate: string;
let server: Server;

/** A server that takes clients by their certificate, as a cluster's does: it answers with who the client is, or why it is refused. */
beforeAll(async () => {
  const pem = await makeX509Authority(new Date(now - 3_600_000));
  authority = await readX509Authority(pem);
  const { certificate, privateKey } = await makeServerCertificate();
  serverCertificate = certificate;
  const revoked = [{ serial: revokedSerial, revokedAt: new Date(now) }];
  server = createServer(
    {
      cert: certificate,
      key: privateKey,
      ca: pem.certificate,
      crl: await writeCrl({ authority, revoked, now: new Date(now) }),
      requestCert: true,
      // Else Node would cut the connection without a word why.
      rejectUnauthorized: false,
    },
    (socket: TLSSocket) =>
      socket.end(
        JSON.stringify(
          socket.authorized ? socket.getPeerCertificate().subject : { refused: socket.authorizationError },
        ),
      ),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => server.close());

function sign(change: Partial<ClientCertificate>): Promise<string> {
  return signClientCertificate({
    authority,
    publicKeyPem: pair.publicPem,
    commonName: 'engineer@acme.test',
    organizations: ['developers', 'on call'],
    serial: 1n,
    validAfter: new Date(now - 60_000),
    validBefore: new Date(now + 300_000),
    ...change,
  });
}

/** What the server answers a client that comes with this certificate, or with none. */
async function ask(certificate: string | undefined): Promise<unknown> {
  const { port } = server.address() as AddressInfo;
  const own = certificate === undefined ? {} : { cert: certificate, key: pair.privatePem };
  const socket = connect({ host: '127.0.0.1', port, ca: serverCertificate, ...own });
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) text += chunk;
  return JSON.parse(text);
}

test('the server reads user and groups from the certificate', async () => {
  const subject = await ask(await sign({}));
  expect(subject).toEqual({ CN: 'engineer@acme.test', O: ['developers', 'on call'] });
});

test('without groups, the certificate has only the user', async () => {
  expect(await ask(await sign({ organizations: [] }))).toEqual({ CN: 'engineer@acme.test' });
});

test.each<[string, Partial<ClientCertificate>, string]>([
  ['one that has expired', { validBefore: new Date(now - 1000) }, 'CERT_HAS_EXPIRED'],
  ['one that is not valid yet', { validAfter: new Date(now + 60_000) }, 'CERT_NOT_YET_VALID'],
  ['a revoked one', { serial: revokedSerial }, 'CERT_REVOKED'],
])('%s is refused', async (_, change, refused) => {
  expect(await ask(await sign(change))).toEqual({ refused });
});

test('a certificate of another authority is refused', async () => {
  const other = await readX509Authority(await makeX509Authority(new Date(now)));
  expect(await ask(await sign({ authority: other }))).toEqual({
    refused: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  });
});

test('no certificate is refused', async () => {
  expect(await ask(undefined)).toEqual({ refused: 'UNABLE_TO_GET_ISSUER_CERT' });
});
