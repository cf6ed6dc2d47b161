import { Socket } from 'node:net';
import pg from 'pg';
import { log } from '@/lib/log';

/** How long a caller waits for a connection that others use, before it is told that the server is busy. Milliseconds. */
const waitForConnectionMs = 1_000;

/** How long a transaction waits for a lock that it doesn't take with a limit of its own (lib/db/locks.ts). */
const waitForLockMs = 1_500;

/** PostgreSQL ends a transaction whose process does nothing for so long, such as a stopped one, and frees its locks. */
const idleInTransactionMs = 8_000;

/** PostgreSQL cancels a longer statement. Longer than every wait for a lock, which counts as part of a statement. */
const statementMs = 15_000;

/** A connection without any answer for longer than a statement can take leads nowhere. */
export const silenceMs = 20_000;

const connectMs = 5_000;

/**
 * PostgreSQL closes a connection whose process vanished with its machine after a minute, not after two hours, so that it
 * does not keep one of the server's places.
 */
const keepAlives = '-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3';

type Limits = { statementMs?: number; silenceMs?: number };

/** The settings of every connection of the product. */
export function connectionSettings(limits: Pick<Limits, 'statementMs'> = {}) {
  return {
    statement_timeout: limits.statementMs ?? statementMs,
    lock_timeout: waitForLockMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options: keepAlives,
  };
}

/** Every connection of a pool is in use, and none became free in time. */
class PoolBusy extends Error {
  /** PostgreSQL's too_many_connections, which says the same. */
  readonly code = '53300';

  constructor() {
    super('every database connection is in use');
  }
}

type Done = (release?: Error | boolean) => void;
type Callback = (error: Error | undefined, client: pg.PoolClient | undefined, done: Done) => void;

/**
 * A pool that never makes a caller wait without end: for a connection that others use, for a new one, for a lock, or for
 * a server that vanished without closing the connection.
 */
export class LimitedPool extends pg.Pool {
  readonly #max: number;

  // Connections are few and stay open: an idle timer for each query would only add cost.
  constructor({ max, ...limits }: { max: number } & Limits) {
    super({
      connectionString: process.env.DATABASE_URL,
      max,
      idleTimeoutMillis: 0,
      ...connectionSettings(limits),
      Client: WatchedClient as unknown as new () => pg.ClientBase,
    });
    this.#max = max;
    const silence = limits.silenceMs ?? silenceMs;
    this.on('acquire', (client) => (client as unknown as WatchedClient).closeAfterSilence(silence));
    this.on('release', (_, client) => (client as unknown as WatchedClient).closeAfterSilence(0));
    // Without a listener, a lost database connection would end the process.
    this.on('error', (error) => {
      // `end` resolves before the sockets are closed, so a database that stops right then is no loss.
      if (!this.ending) log().warn({ err: error.message }, 'a database connection was lost');
    });
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<pg.PoolClient> | undefined {
    if (callback) {
      this.#connect(callback);
      return undefined;
    }
    return new Promise((resolve, reject) => {
      this.#connect((error, client) => (client ? resolve(client) : reject(error)));
    });
  }

  #connect(callback: Callback): void {
    const isFull = this.totalCount >= this.#max && this.idleCount === 0;
    let isWaiting = true;
    const giveUp = () => {
      isWaiting = false;
      callback(new PoolBusy(), undefined, () => undefined);
    };
    const timer = isFull ? setTimeout(giveUp, waitForConnectionMs) : undefined;
    super.connect((error, client, done) => {
      clearTimeout(timer);
      if (isWaiting) callback(error, client, done);
      else done();
    });
  }
}

/** A client that closes its connection when the server stays silent for too long; never, after 0 milliseconds. */
class WatchedClient extends pg.Client {
  readonly #socket: Socket;

  constructor(config: pg.ClientConfig) {
    const socket = new Socket();
    super({ ...config, stream: () => socket });
    // The next query fails. Without a listener, a connection that is lost between two queries would end the process.
    this.on('error', () => undefined);
    this.#socket = socket.on('timeout', () => {
      socket.destroy(new Error('Connection terminated: the database did not answer in time'));
    });
  }

  closeAfterSilence(milliseconds: number): void {
    this.#socket.setTimeout(milliseconds);
  }
}
