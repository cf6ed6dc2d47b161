import type { Running } from './launch';

/**
 * Collects what was started, so that all of it is closed last first, once, also when a later start fails.
 */
export class Started implements Running {
  #closers: (() => Promise<void>)[] = [];

  /** Adds what closes the thing just started. */
  add(close: () => Promise<void>): void {
    this.#closers.push(close);
  }

  /** Closes everything; one that fails doesn't keep the others open, and is thrown at the end. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (let close = this.#closers.pop(); close; close = this.#closers.pop()) {
      await close().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }

  /** Runs a start; when it fails, closes what it had added so far. */
  static async run(start: (started: Started) => Promise<void>): Promise<Started> {
    const started = new Started();
    try {
      await start(started);
      return started;
    } catch (error) {
      await started.close().catch(() => undefined);
      throw error;
    }
  }
}
