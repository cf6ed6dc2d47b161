import { Failure } from '../failure';

/** A local port, and the host and port that the target forwards it to. */
export type Forwarding = { localPort: number; host: string; port: number };

/**
 * Reads `LOCAL:HOST:PORT`, or `PORT` alone for the same port on both sides.
 *
 * Throws a `Failure` if it is neither.
 */
export function readForwarding(text: string | undefined): Forwarding {
  const [, local = '', host = 'localhost', remote = local] =
    /^(\d+)(?::([^\s]+):(\d+))?$/.exec(text ?? '') ?? [];
  const forwarding = { localPort: Number(local), host: unwrap(host), port: Number(remote) };
  if ([forwarding.localPort, forwarding.port].every((port) => port > 0 && port < 65_536)) return forwarding;
  throw new Failure(
    'usage',
    'A tunnel needs --customPort LOCAL:HOST:PORT, for example 5433:localhost:5432: a local port, and the host and port to forward it to.',
  );
}

/** The value of ssh's `-L`. It binds to the loopback address, even if `GatewayPorts` is set. */
export function writeForwarding({ localPort, host, port }: Forwarding): string {
  return `127.0.0.1:${localPort}:${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function unwrap(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
