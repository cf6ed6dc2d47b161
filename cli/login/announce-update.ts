import { installLine } from '@/lib/core/text/zli';
import { isOlder } from '@/lib/core/zli-version';
import { version } from '../../package.json';
import type { Api } from '../http/api';
import type { Terminal } from '../terminal';

/** Prints the line that updates `zli` if the console serves a newer one. */
export function announceUpdate(api: Api, terminal: Terminal): void {
  const latest = api.serverVersion();
  if (latest !== null && isOlder(version, latest))
    terminal.info(`zli ${latest} is available. Update with: ${installLine(api.server)}`);
}
