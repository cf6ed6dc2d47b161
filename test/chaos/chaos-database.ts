import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '@/server/embedded-database';
import { StartFailure } from '@/server/start-failure';

/** A database that can be restarted while others use it. Each start chooses another port. */
export class ChaosDatabase {
  readonly #dataDir: string;
  #running: EmbeddedDatabase | undefined;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  async start(): Promise<EmbeddedDatabase> {
    // After a crash, PostgreSQL refuses to start until the last of its old processes has ended.
    for (let attempt = 1; ; attempt++) {
      try {
        this.#running = await startEmbeddedDatabase({ dataDir: this.#dataDir });
        return this.#running;
      } catch (error) {
        if (!(error instanceof StartFailure) || attempt === 100) throw error;
        await wait(200);
      }
    }
  }

  async restart(how: 'shutdown' | 'crash'): Promise<void> {
    const { pid } = this.#read();
    if (pid > 0) {
      process.kill(pid, how === 'crash' ? 'SIGKILL' : 'SIGINT');
      while (isAlive(pid)) await wait(20);
    }
    await this.start();
  }

  async close(): Promise<void> {
    await this.#running?.stop();
  }

  /** The port it listens on, if it runs. */
  ports(): number[] {
    const { port } = this.#read();
    return port > 0 ? [port] : [];
  }

  /** From PostgreSQL's file: the process id is the first line and the port the fourth. */
  #read(): { pid: number; port: number } {
    const file = join(this.#dataDir, 'database', 'postmaster.pid');
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    return { pid: Number(lines[0] ?? 0), port: Number(lines[3] ?? 0) };
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
