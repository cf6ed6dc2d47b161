import { createServer } from 'node:net';
import { StartFailure } from './start-failure';

/**
 * Reads a port from a variable and checks that nothing listens on it on the loopback address.
 *
 * Throws `StartFailure` when the value is not a port or the port is in use.
 */
export async function claimPort(variable: string, fallback: number): Promise<number> {
  const value = process.env[variable] || String(fallback);
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StartFailure(`${variable} must be a port number, not ${value}`);
  }
  if (!(await isFree(port))) {
    throw new StartFailure(
      `port ${port} is already in use: stop the program that uses it, or set ${variable} to another port`,
    );
  }
  return port;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
