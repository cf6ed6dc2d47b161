import { build } from 'esbuild';

/** Where server/start.mjs looks for the bundle. */
export const serverBundle = 'dist/server.mjs';

/** Bundles the production server into one file. Packages stay outside: Next and Prisma load files of their own. */
export async function bundleServer(outfile: string): Promise<void> {
  await build({
    entryPoints: ['server/start.ts'],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
  });
}
