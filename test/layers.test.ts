import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { circles, graph } from './circles';
import { readImports } from './read-imports';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * The layers, lowest first: a file imports from lower layers, from its own room, and from rooms beside it. A room
 * is a folder below `lib`, `cli`, `components` or `emulators`, or any other folder at the top; files that lie
 * directly in one of the four form a room of that name, unless they have a row of their own.
 */
const layers: readonly (readonly string[])[] = [
  ['lib/core'],
  ['lib', 'lib/ssh', 'lib/x509'],
  ['lib/db'],
  ['lib/audit', 'lib/outbox', 'lib/authorization'],
  [
    'lib/access',
    'lib/policies',
    'lib/targets',
    'lib/directory',
    'lib/tokens',
    'lib/slack-installation',
    'lib/connections',
    'lib/certificates',
    'lib/target-setup',
    'lib/revocation',
    'lib/web-passes',
    'lib/organization-file',
    'lib/health',
  ],
  ['lib/slack', 'lib/api', 'lib/auth', 'lib/web', 'lib/jobs'],
  ['lib/boot.ts'],
  ['cli/failure.ts', 'cli/terminal.ts'],
  ['cli/http', 'cli/state'],
  ['cli/context.ts'],
  ['components/*', 'cli/*'],
  ['app', 'server', 'cli', 'instrumentation.ts', 'proxy.ts'],
  ['emulators', 'emulators/*'],
  ['test'],
  ['e2e'],
  ['scripts', 'bench'],
];
const surfaces = layers[5] ?? [];
/** Folders without source code of ours. */
const withoutLayer = new Set([
  'node_modules',
  'generated',
  'dist',
  'docs',
  'prisma',
  'public',
  'test-results',
]);
const withRooms = ['lib', 'cli', 'components', 'emulators'];

/** What a surface may import of `lib/db`: no use case stands before it, since none of it decides about rights. */
const exceptions: readonly { surface: string; allows: (file: string) => boolean }[] = [
  {
    // The tables of deliveries and of what Slack reports. Links and installations give rights: not those.
    surface: 'lib/slack',
    allows: (file) =>
      isIn(file, 'lib/db/slack') &&
      !['lib/db/slack/slack-links.ts', 'lib/db/slack/installation-writes.ts'].includes(file),
  },
  { surface: 'lib/auth', allows: (file) => file === 'lib/db/people/sessions.ts' },
  {
    // The sweep deletes expired rows.
    surface: 'lib/jobs',
    allows: (file) => ['lib/db/people/zli-logins.ts', 'lib/db/connections/web-passes.ts'].includes(file),
  },
];

type Import = { from: string; to: string; typeOnly: boolean };

const folders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !withoutLayer.has(entry.name))
  .map((entry) => entry.name);
const files = [...folders.flatMap(listFiles), 'instrumentation.ts', 'proxy.ts'].filter(isSource);
const known = new Set(files);
const imports: Import[] = files.flatMap((file) =>
  readImports(file, readFileSync(join(root, file), 'utf8')).map(({ name, typeOnly }) => ({
    from: file,
    to: resolve(file, name),
    typeOnly,
  })),
);

test('every folder has a row in the table of layers', () => {
  expect([...new Set(files.map(roomOf))].filter((room) => layerOf(room) < 0)).toEqual([]);
});

test('no file imports upward', () => {
  const upward = imports.filter(({ from, to }) => layerOf(roomOf(to)) > layerOf(roomOf(from)));
  expect(upward.map(format)).toEqual([]);
});

test('no circle of files, type imports included', () => {
  expect(
    circles(
      graph(
        files,
        imports.map(({ from, to }) => [from, to]),
      ),
    ),
  ).toEqual([]);
});

test('no circle of folders within a layer', () => {
  const sideways = imports
    .map(({ from, to }) => [roomOf(from), roomOf(to)] as const)
    .filter(([from, to]) => from !== to && layerOf(from) === layerOf(to));
  expect(circles(graph(files.map(roomOf), sideways))).toEqual([]);
});

describe('each folder imports only what it may', () => {
  const rules: [string, (edge: Import) => boolean][] = [
    [
      'the core imports nothing outside itself',
      ({ from, to }) => isIn(from, 'lib/core') && !isIn(to, 'lib/core'),
    ],
    [
      'formats of keys and certificates know nothing of the product but the core',
      ({ from, to }) => (isIn(from, 'lib/ssh') || isIn(from, 'lib/x509')) && isIn(to, 'lib') && !isFormat(to),
    ],
    [
      'Prisma and PostgreSQL are known to the store alone',
      ({ from, to }) =>
        (to === 'pg' || to.startsWith('@prisma/') || to.startsWith('generated/')) &&
        ['app', 'cli', 'components', 'emulators', 'lib'].some((folder) => isIn(from, folder)) &&
        !isIn(from, 'lib/db') &&
        from !== 'lib/revocation/probe-postgres.ts', // a target, not our own database
    ],
    [
      'surfaces reach the database through use cases, apart from three exceptions',
      ({ from, to }) =>
        surfaces.includes(roomOf(from)) &&
        isIn(to, 'lib/db') &&
        !exceptions.some(({ surface, allows }) => isIn(from, surface) && allows(to)),
    ],
    ['pages reach the database through use cases', ({ from, to }) => isIn(from, 'app') && isIn(to, 'lib/db')],
    [
      'requesting access imports no other feature',
      ({ from, to }) => isIn(from, 'lib/access') && isFeature(to) && !isIn(to, 'lib/access'),
    ],
    [
      'components take types, the core and the actions of the web only',
      ({ from, to, typeOnly }) =>
        isIn(from, 'components') &&
        (isIn(to, 'lib/db') ||
          isIn(to, 'app') ||
          (isIn(to, 'lib') && !typeOnly && !['lib/core', 'lib/web'].includes(roomOf(to)))),
    ],
    [
      'the command line knows the core and the formats of keys only, and talks HTTP',
      ({ from, to }) => isIn(from, 'cli') && isIn(to, 'lib') && !isFormat(to),
    ],
    [
      'the emulators know nothing of the product',
      ({ from, to }) => isIn(from, 'emulators') && (isIn(to, 'lib') || isIn(to, 'app')),
    ],
  ];
  test.each(rules)('%s', (_, isBroken) => expect(imports.filter(isBroken).map(format)).toEqual([]));
});

test('each exception is in use', () => {
  const unused = exceptions.filter(
    ({ surface, allows }) => !imports.some(({ from, to }) => isIn(from, surface) && allows(to)),
  );
  expect(unused.map(({ surface }) => surface)).toEqual([]);
});

test('the walk sees what it should', () => {
  expect(files).toContain('lib/access/submit-request.ts');
  expect(imports).toContainEqual({ from: 'lib/db/client.ts', to: 'pg', typeOnly: false });
  expect(imports).toContainEqual({ from: 'lib/context.ts', to: 'lib/core/actor.ts', typeOnly: true });
  expect(
    circles(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['b']],
      ]),
    ),
  ).toEqual(['b → c → b']);
});

function listFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}

function isSource(file: string): boolean {
  return !/\.(test|spec)\.tsx?$|\.d\.ts$/.test(file);
}

function roomOf(file: string): string {
  if (!file.includes('/') || layers.some((rooms) => rooms.includes(file))) return file;
  const [top = '', second = ''] = file.split('/');
  return withRooms.includes(top) && !/\.\w+$/.test(second) ? `${top}/${second}` : top;
}

/** The layer of a room; 0 for packages and generated code, -1 for a room of ours without a row. */
function layerOf(room: string): number {
  const [top = ''] = room.split('/');
  if (!folders.includes(top) && !known.has(room)) return 0;
  return layers.findIndex((rooms) => rooms.includes(room) || rooms.includes(`${top}/*`));
}

function isFeature(file: string): boolean {
  return layers[4]?.includes(roomOf(file)) ?? false;
}

function isFormat(file: string): boolean {
  return ['lib/core', 'lib/ssh', 'lib/x509'].some((room) => isIn(file, room));
}

function isIn(file: string, folder: string): boolean {
  return file.startsWith(`${folder}/`);
}

function format({ from, to }: Import): string {
  return `${from} → ${to}`;
}

// A path from the root of the repository for a file of ours, else the name of the package.
function resolve(from: string, name: string): string {
  if (!name.startsWith('.') && !name.startsWith('@/')) return name;
  const path = name.startsWith('@/') ? name.slice(2) : relative(root, join(root, dirname(from), name));
  return [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((file) => known.has(file)) ?? path;
}
