// Checks that package-lock.json contains every optional package that it names, and that every package declares the
// supported lines of Node. If a registry lacks an optional package, `npm install` drops it silently, and the next
// `npm ci`, here or on another platform, refuses the lock file.
import { readFileSync } from 'node:fs';
import { admitsNode } from './admits-node';

type Locked = Record<
  string,
  {
    optionalDependencies?: Record<string, string>;
    engines?: { node?: string } | string[];
    /** For some platforms only. npm skips it on others. */
    optional?: boolean;
  }
>;

const supportedNode = ['20.19.0', '22.12.0', '24.0.0'];
/** Declare Node 22 and run on 20.19, where the whole test suite passes: docs/decisions/0012-node-lines.md. */
const runOnNode20 = ['node_modules/pg-boss', 'node_modules/@prisma/streams-local'];

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Locked };
const missing = Object.entries(packages).flatMap(([owner, { optionalDependencies = {} }]) =>
  Object.keys(optionalDependencies)
    .filter((name) => !places(owner).some((place) => `${place}node_modules/${name}` in packages))
    .map((name) => `${owner || 'the project'} needs ${name}`),
);
const refused = Object.entries(packages).flatMap(([path, { engines, optional }]) => {
  const range = optional || Array.isArray(engines) ? undefined : engines?.node;
  const lines = runOnNode20.includes(path) ? supportedNode.slice(1) : supportedNode;
  return lines
    .filter((version) => range !== undefined && !admitsNode(range, version))
    .map((version) => `${path} declares Node ${range}, not ${version}`);
});

report(
  'package-lock.json lacks',
  missing,
  'pin these packages to versions that the registry has for every platform',
);
report('packages that refuse a supported Node', refused, 'choose versions that declare it');

function report(title: string, lines: string[], fix: string): void {
  if (lines.length === 0) return;
  console.error(`${title}:\n  ${lines.join('\n  ')}\n${fix}`);
  process.exitCode = 1;
}

/**
 * The places where Node looks for a dependency of the package, nearest first: beside it, then one level up, and so
 * on.
 */
function places(owner: string): string[] {
  const parts = owner === '' ? [] : owner.split('/node_modules/');
  const chain = parts.map((_, index) => `${parts.slice(0, index + 1).join('/node_modules/')}/`);
  return [...chain.reverse(), ''];
}
