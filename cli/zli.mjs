#!/usr/bin/env node
// Runs the bundle that `npm run build` writes, otherwise the sources.
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const bundle = new URL('../dist/zli.mjs', import.meta.url);
if (existsSync(bundle)) {
  module.enableCompileCache?.(); // Node 22 and later
  await import(bundle.href);
} else {
  const { register } = await import('tsx/esm/api');
  register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) });
  await import('./main.ts');
}
