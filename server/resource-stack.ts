import type { Running } from './launch';

/** Collects how to close what was started. Closes each resource once, in reverse order. */
export class ResourceStack implements Running {
  #closers: (() => Promise<void>)[] = [];

  /** Adds the function that closes a resource. */
  add(close: () => Promise<void>): void {
    this.#closers.push(close);
  }

  /** Closes every resource, also after one fails to close. Throws the first failure at the end. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (let close = this.#closers.pop(); close; close = this.#closers.pop()) {
      await close().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }

  /** Runs a start. When it fails, closes what it added so far and throws its failure. */
  static async run(start: (resources: ResourceStack) => Promise<void>): Promise<ResourceStack> {
    const resources = new ResourceStack();
    try {
      await start(resources);
      return resources;
    } catch (error) {
      await resources.close().catch(() => undefined);
      throw error;
    }
  }
}
