import { build } from 'esbuild';

/** Where cli/zli.mjs looks for the bundle. */
export const zliBundle = 'dist/zli.mjs';

/** Bundles `zli` into one file. */
export async function bundleZli(outfile: string): Promise<void> {
  await build({
    entryPoints: ['cli/main.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['@napi-rs/keyring'],
    // Less to parse at each start; names stay for stack traces.
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: 'warning',
    // CommonJS packages call require, which ES modules lack.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
}
