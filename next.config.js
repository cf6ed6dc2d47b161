import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { PHASE_PRODUCTION_BUILD } from 'next/constants.js';

/** What the pages and their scripts are built from. */
const sources = [
  'app',
  'components',
  'lib',
  'public',
  'instrumentation.ts',
  'next.config.js',
  'package-lock.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
];

/** @type {import('next').NextConfig} */
const config = {
  // Node libraries that Next must load as they are, not bundle.
  serverExternalPackages: [
    'pg',
    'pg-boss',
    '@prisma/adapter-pg',
    '@slack/oauth',
    '@slack/web-api',
    'pino',
    'rate-limiter-flexible',
  ],
  // Builds of the same sources are one build: a page of one server works with the others.
  generateBuildId: () => {
    const hash = createHash('sha256');
    for (const path of sources.flatMap(filesIn))
      hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
    return hash.digest('hex').slice(0, 32);
  },
  poweredByHeader: false,
  reactStrictMode: true,
  // Most builds start without a cache: writing one took a quarter of their time.
  experimental: { turbopackFileSystemCacheForBuild: false },
  // Addresses of older versions, in bookmarks and in messages in Slack.
  redirects: async () => [
    { source: '/targets', destination: '/request-access', permanent: false },
    { source: '/connections', destination: '/sessions', permanent: false },
  ],
  typescript: { ignoreBuildErrors: true }, // `npm run typecheck` checks the whole tree, once
};

/**
 * @param {string} phase what Next reads the configuration for
 */
export default function configure(phase) {
  if (phase === PHASE_PRODUCTION_BUILD) {
    // Next derives the id of each action from this value, the file and the name, so that an open page still finds its
    // actions after an upgrade. It protects nothing: the ids are in the scripts of the pages, and the start sets another
    // key for what Next encrypts (server/action-key.ts).
    process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = createHash('sha256')
      .update('ids of actions')
      .digest('base64');
  }
  return config;
}

/**
 * @param {string} path
 * @returns {string[]} the files of a folder and its folders, in the order of their names, or the file itself
 */
function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(`${path}/${name}`));
}
