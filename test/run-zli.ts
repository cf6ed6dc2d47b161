import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { bundleZli } from '@/cli/bundle-zli';
import { writeSettings } from '@/cli/state/settings';
import { storeToken } from '@/cli/state/token-store';
import { endInput } from './end-input';
import { startZliServer, type ZliServer } from './zli-server';

/** The exit code and the output of one `zli` process. */
type Run = { code: number | null; stdout: string; stderr: string };

/** A running `zli` process. */
type Running = {
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Waits until stdout or stderr contains a text. */
  waitForOutput(text: string | RegExp): Promise<string[]>;
  ended: Promise<Run>;
};

type RunOptions = {
  env?: Record<string, string>;
  /** all of its stdin; empty by default */
  input?: string;
  /** keeps its stdin open */
  isOpen?: boolean;
  /** runs it in a terminal; all output is then in stdout */
  isTerminal?: boolean;
};

/** What a test file needs to run `zli`. */
export type ZliWorld = {
  server: ZliServer;
  /** its `ZLI_CONFIG_DIR` */
  folder: string;
  /** the first folder of its PATH: programs here are found before the system's */
  programs: string;
  start(args: readonly string[], options?: RunOptions): Running;
  run(args: readonly string[], options?: RunOptions): Promise<Run>;
};

let bundle: Promise<string> | undefined;

/** The bundle of the current sources, built once per process, in a folder where it finds its packages. */
function bundled(): Promise<string> {
  bundle ??= (async () => {
    const file = resolve(`test-results/zli-${process.pid}.mjs`);
    mkdirSync('test-results', { recursive: true });
    await bundleZli(file);
    process.once('exit', () => rmSync(file, { force: true }));
    return file;
  })();
  return bundle;
}

/** Provides a test file with the real `zli`, which runs in a new process each time, logged in at a fake server. */
export function useZli(): ZliWorld {
  const folder = mkdtempSync(join(tmpdir(), 'zli-test-'));
  const programs = join(folder, 'programs');
  const running = new Set<ChildProcess>();
  let file = '';
  const world: ZliWorld = {
    server: undefined as unknown as ZliServer,
    folder: join(folder, 'state'),
    programs,
    start: (args, options) => {
      const started = startProcess(file, args, world, options);
      running.add(started.child);
      return started;
    },
    run: (args, options) => world.start(args, options).ended,
  };
  beforeAll(async () => {
    mkdirSync(programs);
    file = await bundled();
    world.server = await startZliServer();
    await logIn(world);
  });
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL');
    await world.server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return world;
}

/** Stores a token for the fake server, as `zli login` would. */
async function logIn({ folder: path, server }: Pick<ZliWorld, 'folder' | 'server'>): Promise<void> {
  const folder = { path, isOwn: true };
  const place = await storeToken(folder, server.url, 'a-token');
  writeSettings(folder, { server: server.url, tokens: { [server.url]: place } });
}

function startProcess(
  file: string,
  args: readonly string[],
  world: ZliWorld,
  { env = {}, input, isOpen = false, isTerminal = false }: RunOptions = {},
): Running {
  const { PATH = '' } = process.env;
  const [command, ...words] = isTerminal
    ? inTerminal([process.execPath, file, ...args])
    : [process.execPath, file, ...args];
  const child = spawn(command as string, words, {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      ZLI_SERVER: '',
      ZLI_CONFIG_DIR: world.folder,
      PATH: `${world.programs}${delimiter}${PATH}`,
      ...env,
    },
    stdio: [input === undefined && !isOpen && !isTerminal ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  if (input !== undefined) endInput(child, input);
  let [stdout, stderr] = ['', ''];
  const news = new EventEmitter().setMaxListeners(0);
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    news.emit('news');
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    news.emit('news');
  });
  const ended = once(child, 'close').then(([code]) => {
    news.emit('news');
    return { code, stdout, stderr };
  });
  const waitForOutput = async (text: string | RegExp) => {
    for (;;) {
      const found = find(text, stderr) ?? find(text, stdout);
      if (found) return found;
      if (child.exitCode !== null)
        throw new Error(`zli ended (${child.exitCode}) without printing ${text}: ${stdout}${stderr}`);
      await once(news, 'news');
    }
  };
  return { child, stdout: () => stdout, stderr: () => stderr, waitForOutput, ended };
}

function find(wanted: string | RegExp, text: string): string[] | null {
  if (typeof wanted === 'string') return text.includes(wanted) ? [wanted] : null;
  return wanted.exec(text);
}

/** The command line that runs another one in a terminal; all output is then in stdout. */
export function inTerminal(words: readonly string[]): string[] {
  const line = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  return ['script', '-qefc', line, '/dev/null'];
}
