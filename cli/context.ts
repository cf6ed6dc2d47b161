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
  /** The server's API as the person who is logged in. */
  openApi(): Promise<Api>;
  /** What the process ends with when the command ends without a failure. */
  exit: { code: number };
};

/** Puts together what commands need from the environment of this process. */
export function createZli(terminal: Terminal, env: NodeJS.ProcessEnv): Zli {
  const folder = findStateFolder(env);
  return {
    terminal,
    env,
    folder,
    openApi: () => openApiAsPerson(terminal, env, folder),
    exit: { code: exitCode.ok },
  };
}

async function openApiAsPerson(terminal: Terminal, env: NodeJS.ProcessEnv, folder: StateFolder) {
  const settings = readSettings(folder);
  const server = chooseServer(undefined, env, settings);
  const place = settings.tokens?.[server];
  const token = place ? await findToken(folder, server, place) : null;
  if (!token) throw new Failure('not-logged-in', `You are not logged in at ${server}. Run zli login.`);
  return openApi(server, token, terminal.debug);
}
