import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { circles, graph } from './circles';
import { readImports } from './read-imports';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * The layers, lowest first. A file imports from lower layers, from its own module, and from modules in the same row. A
 * module is a folder of `lib`, `cli`, `components` or `emulators`, or another top folder. Files directly in one of the
 * four form a module of that name, unless they have an entry of their own.
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
    'lib/registration',
    'lib/dynamic-access',
    'lib/revocation',
    'lib/web-passes',
    'lib/organization-file',
    'lib/encryption-keys',
    'lib/restore',
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
/** Folders without our own source code. */
const withoutLayer = new Set([
  'node_modules',
  'generated',
  'dist',
  'docs',
  'prisma',
  'public',
  'test-results',
]);
const splitFolders = ['lib', 'cli', 'components', 'emulators'];

/** What a surface can import from `lib/db` without a use case, because it contains no rights. */
const exceptions: readonly { surface: string; allows: (file: string) => boolean }[] = [
  {
    // The tables of deliveries and of what Slack reports. Not links and installations, which give rights.
    surface: 'lib/slack',
    allows: (file) =>
      isIn(file, 'lib/db/slack') &&
      !['lib/db/slack/slack-links.ts', 'lib/db/slack/installation-writes.ts'].includes(file),
  },
  { surface: 'lib/auth', allows: (file) => file === 'lib/db/people/sessions.ts' },
  {
    surface: 'lib/jobs',
    allows: (file) => file === 'lib/db/expired-rows.ts',
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
  expect([...new Set(files.map(moduleOf))].filter((module) => layerOf(module) < 0)).toEqual([]);
});

test('no file imports upward', () => {
  const upward = imports.filter(({ from, to }) => layerOf(moduleOf(to)) > layerOf(moduleOf(from)));
  expect(upward.map(format)).toEqual([]);
});

test('there is no circular import between files, type imports included', () => {
  expect(
    circles(
      graph(
        files,
        imports.map(({ from, to }) => [from, to]),
      ),
    ),
  ).toEqual([]);
});

test('there is no circular import between modules of a layer', () => {
  const sideways = imports
    .map(({ from, to }) => [moduleOf(from), moduleOf(to)] as const)
    .filter(([from, to]) => from !== to && layerOf(from) === layerOf(to));
  expect(circles(graph(files.map(moduleOf), sideways))).toEqual([]);
});

describe('each folder imports only what it is allowed to', () => {
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
        from !== 'lib/target-setup/probe-postgres.ts', // a target, not the product's database
    ],
    [
      'surfaces reach the database through use cases, apart from three exceptions',
      ({ from, to }) =>
        surfaces.includes(moduleOf(from)) &&
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
          (isIn(to, 'lib') && !typeOnly && !['lib/core', 'lib/web'].includes(moduleOf(to)))),
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

test('the test finds files, imports and circular imports', () => {
  expect(files).toContain('lib/access/submit-request.ts');
  expect(imports).toContainEqual({ from: 'lib/db/pool.ts', to: 'pg', typeOnly: false });
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

function moduleOf(file: string): string {
  if (!file.includes('/') || layers.some((modules) => modules.includes(file))) return file;
  const [top = '', second = ''] = file.split('/');
  return splitFolders.includes(top) && !/\.\w+$/.test(second) ? `${top}/${second}` : top;
}

/** The layer of a module. 0 for packages and generated code, -1 for our own modules that have no row. */
function layerOf(module: string): number {
  const [top = ''] = module.split('/');
  if (!folders.includes(top) && !known.has(module)) return 0;
  return layers.findIndex((modules) => modules.includes(module) || modules.includes(`${top}/*`));
}

function isFeature(file: string): boolean {
  return layers[4]?.includes(moduleOf(file)) ?? false;
}

function isFormat(file: string): boolean {
  return ['lib/core', 'lib/ssh', 'lib/x509'].some((module) => isIn(file, module));
}

function isIn(file: string, folder: string): boolean {
  return file.startsWith(`${folder}/`);
}

function format({ from, to }: Import): string {
  return `${from} → ${to}`;
}

// A path from the root of the repository for our own files, otherwise the name of the package.
function resolve(from: string, name: string): string {
  if (!name.startsWith('.') && !name.startsWith('@/')) return name;
  const path = name.startsWith('@/') ? name.slice(2) : relative(root, join(root, dirname(from), name));
  return [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((file) => known.has(file)) ?? path;
}
