import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Connection } from '@/cli/session/connection';
import type { Verb } from '@/lib/core/target/target';
import { needsTunnel, tunnelAccount } from '@/lib/core/target/tunnel';
import { makeAuthority } from '@/lib/ssh/authority';
import { signUserCertificate } from '@/lib/ssh/certificate';
import { certificateOptions } from '@/lib/ssh/certificate-options';
import { principalFor, tunnelPrincipal } from '@/lib/ssh/principal';
import { publicKeyLine, readPublicKey } from '@/lib/ssh/public-key';
import type { ZliWorld } from './run-zli';
import { loginAccounts, type Sshd, startSshd } from './sshd';
import { connectionId, engineer, inSeconds, sampleConnection, targetId } from './zli-samples';
import { stillOpen, watchAnswer } from './zli-server';

/** A real sshd behind the fake server of a test file. Each test begins with standing access to it. */
export type ServedSshd = {
  sshd: Sshd;
  account: string;
  /** A session to this sshd, as the API returns it. */
  connection(more?: Partial<Connection>): Connection;
  /** Returns this session for every later connect. */
  connect(more?: Partial<Connection>): void;
  /** How many seconds a certificate is valid. */
  certificateSeconds: number;
  /** When the access ends, as the watch reports it. Null for never. */
  accessEnds: string | null;
  /** The watch response once the session is closed. */
  closed: { closeReason: string; message: string } | null;
};

const authority = makeAuthority();

/** Serves a real sshd to `zli`, with certificates of an authority that it trusts. */
export function useSshd(world: ZliWorld): ServedSshd {
  const [account] = loginAccounts();
  let verb: Verb = 'Shell';
  let serial = 0n;
  const served: ServedSshd = {
    sshd: undefined as unknown as Sshd,
    account,
    certificateSeconds: 300,
    accessEnds: null,
    closed: null,
    connection: (more = {}) => {
      verb = more.verbType || 'Shell';
      const { port: remotePort, hostKey: serverIdentity } = served.sshd;
      const { accessEnds: accessExpirationTime } = served;
      return sampleConnection({
        targetUser: account,
        remotePort,
        serverIdentity,
        accessExpirationTime,
        ...more,
      });
    },
    connect: (more) => world.server.on('POST connections/universal', () => served.connection(more)),
  };
  const sign = (line: string) => {
    const subject = readPublicKey(line);
    if ('refused' in subject) throw new Error(subject.refused);
    const validBefore = inSeconds(served.certificateSeconds);
    serial += 1n;
    const certificate = signUserCertificate({
      authority,
      subject,
      serial,
      keyId: `bzero standing person=${engineer.email}`,
      principals: [needsTunnel(verb) ? tunnelPrincipal(targetId, verb) : principalFor(targetId, account)],
      validAfter: new Date(Date.now() - 60_000),
      validBefore: new Date(validBefore),
      ...certificateOptions(needsTunnel(verb) ? 'Tunnel' : verb),
    });
    return { certificate, serial: String(serial), validBefore };
  };
  beforeAll(async () => {
    const principals = { [account]: [principalFor(targetId, account)], [tunnelAccount]: [] };
    served.sshd = await startSshd({
      targetId,
      caPublicKeys: [publicKeyLine(authority.publicKey)],
      principals,
    });
  });
  beforeEach(() => {
    Object.assign(served, { certificateSeconds: 300, accessEnds: null, closed: null });
    served.connect();
    world.server.calls.length = 0;
    world.server.on(`POST connections/${connectionId}/credential`, ({ body }) =>
      sign(String(body.publicKey)),
    );
    let knownEnd = served.accessEnds;
    const watch = watchAnswer(
      () => {
        if (served.closed) return { state: 'Closed', accessExpirationTime: null, ...served.closed };
        const isKnown = served.accessEnds === null || served.accessEnds === knownEnd;
        knownEnd = served.accessEnds;
        return isKnown ? null : { ...stillOpen, accessExpirationTime: served.accessEnds };
      },
      () => ({ accessExpirationTime: served.accessEnds }),
    );
    world.server.on(`POST connections/${connectionId}/watch`, watch);
    world.server.on(`PATCH connections/${connectionId}/close`, () => undefined);
  });
  afterAll(() => served.sshd.stop());
  return served;
}
