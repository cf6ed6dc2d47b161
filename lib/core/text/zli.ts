import { shellLine } from '@/lib/core/target/shell-word';
import { minimumServerVersion, minimumZliVersion } from '@/lib/core/zli-version';

/** The line that installs or updates `zli` from a console, on Linux, macOS and in WSL. */
export function installLine(consoleUrl: string): string {
  return `${shellLine(['curl', '-fsS', `${withoutSlash(consoleUrl)}/zli/install.sh`])} | sh`;
}

/** The line that logs in to a console. */
export function loginLine(consoleUrl: string): string {
  return shellLine(['zli', 'login', '--server', withoutSlash(consoleUrl)]);
}

/** The page of a console that says how to install `zli`. */
export function installPage(consoleUrl: string): string {
  return `${withoutSlash(consoleUrl)}/zli/install`;
}

/** What the user of a `zli` reads that the server no longer answers. */
export function describeOldZli(version: string, consoleUrl: string): string {
  return `zli ${version} is too old for this console, which needs ${minimumZliVersion} or newer. Update it with: ${installLine(consoleUrl)}`;
}

/** What the user of a `zli` reads that no longer works with the server, which has `version`. */
export function describeOldServer(version: string, consoleUrl: string): string {
  return `The console at ${withoutSlash(consoleUrl)} has version ${version}, and this zli needs ${minimumServerVersion} or newer. Ask your operator to update the console, or install the zli that it serves: ${installLine(consoleUrl)}`;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
