import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const restartAfterMs = 300;

/** Killed with this process, also where it ends by an error. */
const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** One process of the built product, which is started again when it ends, as a supervisor does. */
export class AppProcess {
  readonly port: number;
  readonly #env: NodeJS.ProcessEnv;
  readonly #logFile: number;
  #child: ChildProcess | undefined;
  #isClosed = false;

  /** `clockSkewMs` is added to the clock of the process. Its output goes to the file `logPath`. */
  constructor(options: { port: number; env: NodeJS.ProcessEnv; clockSkewMs: number; logPath: string }) {
    const { port, env, clockSkewMs, logPath } = options;
    this.port = port;
    this.#env = {
      ...env,
      PORT: String(port),
      CLOCK_SKEW_MS: String(clockSkewMs),
      NODE_OPTIONS: `--import=${import.meta.dirname}/skewed-clock.mjs`,
    };
    this.#logFile = openSync(logPath, 'w');
  }

  start(): void {
    if (this.#isClosed) return;
    const stdio = ['ignore', this.#logFile, this.#logFile] as const;
    const child = spawn(process.execPath, ['server/start.mjs'], { env: this.#env, stdio: [...stdio] });
    children.add(child);
    child.once('exit', () => {
      children.delete(child);
      void wait(restartAfterMs).then(() => this.start());
    });
    this.#child = child;
  }

  /** Ends the process without a chance to finish anything. */
  kill(): void {
    this.#child?.kill('SIGKILL');
  }

  /** Stops the process from running until `resume`; its connections stay open. */
  pause(): void {
    this.#child?.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  /** Whether the process can serve requests. */
  async isReady(): Promise<boolean> {
    const url = `http://127.0.0.1:${this.port}/api/health/ready`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    return answer?.ok ?? false;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    this.resume();
    child.kill('SIGTERM');
    await ended;
  }
}
