/** In bytes. A hundred API calls of the largest size at the same moment, or eight parts of a CSV import. */
const mostPerAddress = 8 * 1024 * 1024;

/** Counts how much of unfinished bodies each address has in memory. */
export class BodyBudget {
  #held = new Map<string, number>();

  /** Adds bytes to what an address holds; false, and nothing added, when that would be too much. */
  hold(address: string, bytes: number): boolean {
    const held = (this.#held.get(address) ?? 0) + bytes;
    if (held > mostPerAddress) return false;
    this.#held.set(address, held);
    return true;
  }

  release(address: string, bytes: number): void {
    const held = (this.#held.get(address) ?? 0) - bytes;
    if (held > 0) this.#held.set(address, held);
    else this.#held.delete(address);
  }
}
