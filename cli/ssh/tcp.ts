import { connect, type Socket } from 'node:net';
import { Failure } from '../failure';

const CONNECT_MS = 15_000;

/**
 * Connects to a host over TCP.
 *
 * Throws a `Failure` that names the host if it can't be reached.
 */
export function connectTo(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const fail = (cause: string) =>
      reject(new Failure('unreachable', `Can't reach ${host}, port ${port}: ${cause}. Check your network.`));
    const socket = connect({ host, port, noDelay: true });
    const timer = setTimeout(() => {
      socket.destroy();
      fail('the connection timed out');
    }, CONNECT_MS);
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(socket);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      fail(error.code ?? error.message);
    });
  });
}

/** Pipes stdin to the socket and the socket to stdout, until one side ends. */
export function pipeThrough(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const end = () => resolve();
    socket.once('close', end).on('error', end);
    process.stdin.once('error', end);
    process.stdout.once('error', end);
    process.stdin.pipe(socket);
    socket.pipe(process.stdout);
  });
}
