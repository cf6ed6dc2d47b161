import { createConnection, createServer, type Server, type Socket } from 'node:net';

type Pair = { near: Socket; far: Socket };

/**
 * Forwards TCP connections on a port of 127.0.0.1 to the first of the ports that `pickPorts` chooses for each where
 * something listens, and can break those that are open.
 */
export class TcpProxy {
  readonly #pickPorts: () => readonly number[];
  readonly #pairs = new Set<Pair>();
  readonly #silent = new Set<Pair>();
  readonly #server: Server;

  constructor(pickPorts: () => readonly number[]) {
    this.#pickPorts = pickPorts;
    this.#server = createServer((near) => this.#accept(near));
  }

  /** Listens, and returns the port. */
  async listen(): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
    return address.port;
  }

  /**
   * Leaves the open connections half-open: nothing arrives any more, and neither side is told. The far side finds out
   * after `keepAliveMs`, as by its keepalives.
   */
  silence(keepAliveMs = 10_000): void {
    for (const pair of this.#pairs) {
      for (const socket of [pair.near, pair.far]) socket.unpipe().removeAllListeners('close').resume();
      this.#silent.add(pair);
      setTimeout(() => pair.far.destroy(), keepAliveMs).unref();
    }
    this.#pairs.clear();
  }

  /** Resets the open connections. */
  reset(): void {
    breakAll(this.#pairs);
  }

  close(): void {
    breakAll(this.#pairs);
    breakAll(this.#silent);
    this.#server.close();
  }

  #accept(near: Socket): void {
    near.on('error', () => undefined);
    this.#connect(near, this.#pickPorts());
  }

  #connect(near: Socket, [port, ...others]: readonly number[]): void {
    if (port === undefined) {
      near.resetAndDestroy();
      return;
    }
    const refused = () => this.#connect(near, others);
    const far = createConnection({ host: '127.0.0.1', port }).once('error', refused);
    far.once('connect', () => {
      far.off('error', refused).on('error', () => undefined);
      this.#join({ near, far });
    });
  }

  #join(pair: Pair): void {
    const { near, far } = pair;
    this.#pairs.add(pair);
    const end = () => {
      near.destroy();
      far.destroy();
      this.#pairs.delete(pair);
    };
    near.on('close', end);
    far.on('close', end);
    near.pipe(far).pipe(near);
    if (near.destroyed) end();
  }
}

function breakAll(pairs: Set<Pair>): void {
  for (const { near, far } of pairs) {
    near.resetAndDestroy();
    far.resetAndDestroy();
  }
  pairs.clear();
}
