import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Names = Record<string, string>;

const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Names;
  devDependencies: Names;
};
const [, atRunTime = '', forDevelopment = ''] = readFileSync('docs/dependencies.md', 'utf8').split(/^## /m);

test('there are at most 30 direct dependencies at run time', () => {
  expect(Object.keys(dependencies).length).toBeLessThanOrEqual(30);
});

test('each dependency has its reason in docs/dependencies.md, and no other package has', () => {
  expect(listed(atRunTime)).toEqual(Object.keys(dependencies).sort());
  expect(listed(forDevelopment)).toEqual(Object.keys(devDependencies).sort());
});

/** The packages of a table that have a reason. */
function listed(section: string): string[] {
  return [...section.matchAll(/^\| `([^`]+)` \| \S.* \|$/gm)].map(([, name = '']) => name).sort();
}
