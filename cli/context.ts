import { exitCode, Failure } from './failure';
import { type Api, openApi } from './http/api';
import { findStateFolder, type StateFolder } from './state/folder';
import { chooseServer } from './state/server-address';
import { readSettings } from './state/settings';
import { findToken } from './state/token-store';
import type { Terminal } from './terminal';

/** What every command works with. */
export type Zli = {
  terminal: Terminal;
  env: NodeJS.ProcessEnv;
  folder: StateFolder;
  /** The address of the console: of `option`, the environment or the last login. Throws a `Failure` if there is none. */
  server(option?: string): string;
  /** Opens the API of a console with the saved login. Throws a `Failure` if there is none. */
  openApi(server?: string): Promise<Api>;
  /** Exit code of the process if the command does not fail. */
  exit: { code: number };
};

/** Creates the context of commands from the environment of this process. */
export function createZli(terminal: Terminal, env: NodeJS.ProcessEnv): Zli {
  const folder = findStateFolder(env);
  return {
    terminal,
    env,
    folder,
    server: (option) => chooseServer(option, env, readSettings(folder)),
    openApi: (server) => openApiWithLogin(terminal, env, folder, server),
    exit: { code: exitCode.ok },
  };
}

async function openApiWithLogin(
  terminal: Terminal,
  env: NodeJS.ProcessEnv,
  folder: StateFolder,
  option: string | undefined,
) {
  const settings = readSettings(folder);
  const server = chooseServer(option, env, settings);
  const place = settings.tokens?.[server];
  const token = place ? await findToken(folder, server, place) : null;
  if (!token) throw new Failure('not-logged-in', `Not logged in to ${server}. Run: zli login`);
  return openApi(server, token, terminal.debug);
}
