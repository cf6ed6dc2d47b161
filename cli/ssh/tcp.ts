import { connect, type Socket } from 'node:net';
import { Failure } from '../failure';

const CONNECT_MS = 15_000;

/**
 * Connects to a host over TCP.
 *
 * @throws Failure that names the host, where nothing answers.
 */
export function connectTo(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const refuse = (why: string) =>
      reject(new Failure('unreachable', `Can't reach ${host}, port ${port}: ${why}. Check your network.`));
    const socket = connect({ host, port, noDelay: true });
    const timer = setTimeout(() => {
      socket.destroy();
      refuse('it did not answer in time');
    }, CONNECT_MS);
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(socket);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      refuse(error.code ?? error.message);
    });
  });
}

/** Passes everything on between the socket and this process's stdin and stdout, until one side ends. */
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
