import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { shellQuote } from '@/lib/core/target/shell-word';

/** The built bundle, as `npm run build` writes it. */
const bundle = 'dist/zli.mjs';

let built: { zli: string; digest: string } | undefined;

/** The `zli` that this process serves, with its digest, read once. Null if it is not built. */
export async function findZli(publicUrl: URL): Promise<{ zli: string; digest: string } | null> {
  if (built) return built;
  const zli = await readZli(publicUrl);
  if (zli === null) return null;
  built = { zli, digest: sha256(zli) };
  return built;
}

/** Reads `zli` as one file that knows the address of this console. Null if it is not built. */
export async function readZli(publicUrl: URL, file = bundle): Promise<string | null> {
  const source = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (source === null) return null;
  const address = JSON.stringify(consoleAddress(publicUrl));
  return `#!/usr/bin/env node\nprocess.env.ZLI_DEFAULT_SERVER ||= ${address};\n${source.replace(/^#!.*\n/, '')}`;
}

/** The SHA-256 of a text, as `sha256sum` prints it. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Writes the script for Linux and macOS that installs the file with this digest. */
export function installScript(publicUrl: URL, digest: string): string {
  return `#!/bin/sh
# Installs zli for the current user. Needs Node.js 20 or newer and curl.
# ZLI_INSTALL_DIR is the folder to install to; the default is ~/.local/bin.
set -eu

address=${shellQuote(consoleAddress(publicUrl))}
digest=${shellQuote(digest)}

fail() {
  printf '%s\\n' "$1" >&2
  exit 1
}

# In a function, so that a download that stops halfway runs nothing.
main() {
  folder=\${ZLI_INSTALL_DIR:-$HOME/.local/bin}

  command -v node >/dev/null 2>&1 ||
    fail 'zli needs Node.js 20 or newer. Install it from https://nodejs.org, then run this again.'
  node -e 'process.exit(parseInt(process.versions.node, 10) < 20 ? 1 : 0)' ||
    fail "zli needs Node.js 20 or newer; this is $(node --version). Update it, then run this again."

  mkdir -p "$folder"
  new=$(mktemp "$folder/.zli.XXXXXX")
  trap 'rm -f "$new"' EXIT
  curl -fsS --max-time 120 -o "$new" "$address/zli/zli.mjs"

  actual=$(node -e '
    const { createHash } = require("node:crypto");
    const { readFileSync } = require("node:fs");
    console.log(createHash("sha256").update(readFileSync(process.argv[1])).digest("hex"));
  ' "$new")
  [ "$actual" = "$digest" ] || fail 'The digest of the download does not match. Nothing was installed.'

  chmod 755 "$new"
  mv -f "$new" "$folder/zli.mjs"
  # Node 20 recognizes a module by the ending of its name.
  ln -sf zli.mjs "$folder/zli"

  printf 'Installed %s\\n' "$folder/zli"
  case ":$PATH:" in
    *":$folder:"*) ;;
    *) printf 'Add it to your path: export PATH="%s:$PATH"\\n' "$folder" ;;
  esac
  printf 'Next: zli login\\n'
}

main
`;
}

/** Answers with a text that is checked for changes each time it is fetched; 404 without one. */
export function textAnswer(text: string | null, type: string): Response {
  const headers = { 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' };
  if (text === null)
    return new Response('zli is not built here. Run: npm run build\n', { status: 404, headers });
  return new Response(text, { headers: { ...headers, 'Content-Type': `${type}; charset=utf-8` } });
}

function consoleAddress(publicUrl: URL): string {
  return publicUrl.href.replace(/\/+$/, '');
}
