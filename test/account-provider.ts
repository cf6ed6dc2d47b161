import { createServer, globalAgent } from 'node:https';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { env } from '@/lib/env';
import { makeServerCertificate } from './server-certificate';

/**
 * Starts a provider of service accounts, which publishes its keys by HTTPS on this machine and counts how often they are loaded.
 * It does not keep the process alive.
 */
export async function startAccountProvider() {
  const { certificate, privateKey } = await makeServerCertificate();
  const { privateKey: signing, publicKey } = await generateKeyPair('ES256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'first', alg: 'ES256' }];
  let loads = 0;
  let status = 200;
  const server = createServer({ cert: certificate, key: privateKey }, (_request, response) => {
    loads += 1;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  globalAgent.options.ca = certificate;
  const { port } = server.address() as AddressInfo;
  return {
    jwksUrl: `https://127.0.0.1:${port}/keys`,
    loads: () => loads,
    /** Answers with another status from now on. */
    answerWith: (next: number) => {
      status = next;
    },
    sign: (claims: JWTPayload, { kid = 'first', key = signing } = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid }).sign(key),
    stop: () => {
      globalAgent.options.ca = undefined;
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

export type AccountProvider = Awaited<ReturnType<typeof startAccountProvider>>;

/** What a provider says of an account for ten minutes from now on, by the clock of this machine. */
export function claimsOf(account: { externalId: string; email: string }, more: JWTPayload = {}): JWTPayload {
  const iat = Math.floor(Date.now() / 1000);
  const { externalId: sub, email } = account;
  return { sub, email, aud: env().publicUrl.origin, iat, exp: iat + 600, ...more };
}
