import { type BuildOptions, build } from 'esbuild';

/** Where server/start.mjs looks for the bundle. */
export const serverBundle = 'dist/server.mjs';

/** Bundles the production server into one file. */
export async function bundleServer(outfile: string): Promise<void> {
  await build({ ...programBundle('server/start.ts', outfile), sourcemap: true });
}

/** How a program is bundled into one file. Packages stay outside: Next and Prisma load files of their own. */
export function programBundle(entry: string, outfile: string): BuildOptions {
  return {
    entryPoints: [entry],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  };
}
