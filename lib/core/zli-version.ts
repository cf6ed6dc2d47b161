/** The header in which `zli` tells the server its version. */
export const zliVersionHeader = 'zli-version';
/** The header in which the server tells its version to `zli`. */
export const serverVersionHeader = 'zli-server-version';

/** The oldest `zli` that the server answers. Raise it with a change of the API that an older one can't handle. */
export const minimumZliVersion = '0.1.0';
/** The oldest server that `zli` works with. Raise it with a change of `zli` that an older one can't handle. */
export const minimumServerVersion = '0.1.0';

/** Reads a version as a header has it; null if there is none, or it is not of the form 1.2.3. */
export function readVersion(header: string | null | undefined): string | null {
  return /^\d{1,5}\.\d{1,5}\.\d{1,5}(?:-[\w.]{1,40})?$/.test(header ?? '') ? (header ?? null) : null;
}

/** Whether a version is older than another. A pre-release counts as its release. */
export function isOlder(version: string, than: string): boolean {
  const [own, other] = [numbersOf(version), numbersOf(than)];
  const first = own.findIndex((number, index) => number !== other[index]);
  return first >= 0 && (own[first] ?? 0) < (other[first] ?? 0);
}

function numbersOf(version: string): number[] {
  return (version.split('-')[0] ?? '').split('.').map(Number);
}
