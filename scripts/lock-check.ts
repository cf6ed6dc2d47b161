// Checks that package-lock.json holds every optional package that it names. Where a registry lacks one, `npm install`
// drops it in silence, and the next `npm ci`, here or on another platform, refuses the lock file.
import { readFileSync } from 'node:fs';

type Locked = Record<string, { optionalDependencies?: Record<string, string> }>;

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Locked };
const missing = Object.entries(packages).flatMap(([owner, { optionalDependencies = {} }]) =>
  Object.keys(optionalDependencies)
    .filter((name) => !places(owner).some((place) => `${place}node_modules/${name}` in packages))
    .map((name) => `${owner || 'the project'} needs ${name}`),
);

if (missing.length > 0) {
  console.error(`package-lock.json lacks:\n  ${missing.join('\n  ')}`);
  console.error('pin the packages above to versions that the registry has for every platform');
  process.exit(1);
}

/** Where Node would look for a dependency of the package, nearest first: beside it, then one level up, and so on. */
function places(owner: string): string[] {
  const parts = owner === '' ? [] : owner.split('/node_modules/');
  const chain = parts.map((_, index) => `${parts.slice(0, index + 1).join('/node_modules/')}/`);
  return [...chain.reverse(), ''];
}
