import { Failure } from '../failure';

/** What a tunnel joins: a port of this machine, and an address as the target sees it. */
export type Forwarding = { localPort: number; host: string; port: number };

/**
 * Reads `LOCAL:HOST:PORT`, or `PORT` alone for the same port on both sides.
 *
 * @throws Failure where it is neither.
 */
export function readForwarding(text: string | undefined): Forwarding {
  const [, local = '', host = 'localhost', remote = local] =
    /^(\d+)(?::([^\s]+):(\d+))?$/.exec(text ?? '') ?? [];
  const forwarding = { localPort: Number(local), host: unwrap(host), port: Number(remote) };
  if ([forwarding.localPort, forwarding.port].every((port) => port > 0 && port < 65_536)) return forwarding;
  throw new Failure(
    'usage',
    `A tunnel needs --customPort LOCAL:HOST:PORT, such as 5433:localhost:5432: a port here, and where it leads from the target.`,
  );
}

/** The value of ssh's `-L`. Only this machine can use the tunnel, whatever its own ssh would do. */
export function writeForwarding({ localPort, host, port }: Forwarding): string {
  return `127.0.0.1:${localPort}:${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function unwrap(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
