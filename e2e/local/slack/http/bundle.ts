import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export type Bundle = { js: string; css: string };

let built: Promise<Bundle> | undefined;

/** Bundles the page once per process; nothing is written to disk. */
export function bundlePage(): Promise<Bundle> {
  built ??= bundle();
  return built;
}

async function bundle(): Promise<Bundle> {
  const page = (name: string) => fileURLToPath(new URL(`../page/${name}`, import.meta.url));
  const result = await build({
    entryPoints: { page: page('main.tsx'), style: page('style.css') },
    bundle: true,
    write: false,
    outdir: 'out',
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'silent',
  });
  const text = (ending: string) => result.outputFiles.find((file) => file.path.endsWith(ending))?.text ?? '';
  return { js: text('page.js'), css: text('style.css') };
}
