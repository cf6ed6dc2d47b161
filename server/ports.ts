import { createServer } from 'node:net';
import { StartFailure } from './embedded-database';

/**
 * Reads the port that a variable names and makes sure that it is free on loopback.
 *
 * @throws StartFailure naming the variable, when the port is malformed or taken.
 */
export async function claimPort(variable: string, fallback: number): Promise<number> {
  const given = process.env[variable] || String(fallback);
  const port = Number(given);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StartFailure(`${variable} must be a port number, not ${given}`);
  }
  if (!(await isFree(port))) {
    throw new StartFailure(`port ${port} is taken: stop what uses it, or set ${variable} to another port`);
  }
  return port;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
