import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The page's script, its styles, and the font files that the styles refer to, by name. */
export type Bundle = { js: string; css: string; fonts: Map<string, Uint8Array> };

let built: Promise<Bundle> | undefined;

/** Bundles the page once per process, in memory. */
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
    // Emoji font for systems that have none.
    loader: { '.woff2': 'file', '.woff': 'empty' },
    assetNames: '[name]',
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'silent',
  });
  const text = (ending: string) => result.outputFiles.find((file) => file.path.endsWith(ending))?.text ?? '';
  const fonts = result.outputFiles.filter((file) => file.path.endsWith('.woff2'));
  return {
    js: text('page.js'),
    css: text('style.css'),
    fonts: new Map(fonts.map((file) => [basename(file.path), file.contents])),
  };
}
