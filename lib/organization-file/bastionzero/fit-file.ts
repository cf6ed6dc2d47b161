import type { InputError } from '@/lib/core/error';
import { emptyOrganization } from '@/lib/db/policies/organization-snapshot';
import { checkShape } from '../check-shape';
import { planChanges } from '../plan-changes';
import type { WrittenFile } from './written-file';

type Thing = Record<string, unknown>;

/** What is removed of a thing: an element of the list at a key, the key, or without a key the whole thing. */
type Cut = { key?: string; element?: number };

const nouns = {
  users: 'User',
  groups: 'Group',
  environments: 'Environment',
  targets: 'Target',
  policies: 'Policy',
};
type Section = keyof typeof nouns;

/** Without one of these, a thing is left out: it would be nothing, or give access for longer. */
const required = ['id', 'name', 'email', 'type', 'environment', 'timeExpires'];

/**
 * Removes from a file what this product does not accept, so that the file can be applied to a new organization. `losses` says
 * what was removed and why, one sentence each.
 */
export function fitFile(file: WrittenFile): { file: WrittenFile; losses: string[] } {
  const losses: string[] = [];
  for (let rest = file; ; ) {
    const { faults } = planChanges(checkShape(rest), emptyOrganization, []);
    if (faults.length === 0) return { file: rest, losses: [...losses, ...listOtherSpellings(rest)] };
    rest = cutFaults(rest, faults, losses);
  }
}

function cutFaults(file: WrittenFile, faults: readonly InputError[], losses: string[]): WrittenFile {
  const cuts = new Map<string, Cut[]>();
  for (const { path, message } of faults) {
    const [, at = '', section = '', index = '', key, element] =
      /^((\w+)(?:\[(\d+)\])?)(?:\.(\w+)(?:\[(\d+)\])?)?/.exec(path) ?? [];
    const thing = section === 'organization' ? file.organization : file[section as Section]?.[Number(index)];
    if (!thing) throw new Error(`the file has no ${path}`);
    const cut = findCut(thing as Thing, key, element, section === 'organization' ? [] : required);
    cuts.set(at, [...(cuts.get(at) ?? []), cut]);
    losses.push(describeCut(section, thing as Thing, cut, message));
  }
  const rest = Object.keys(nouns).map((section) => {
    const things = file[section as Section] as Thing[];
    return [
      section,
      things.flatMap((thing, index) => without(thing, cuts.get(`${section}[${index}]`) ?? [])),
    ];
  });
  const [organization] = without(file.organization, cuts.get('organization') ?? []);
  return { organization: organization ?? {}, ...Object.fromEntries(rest) };
}

function findCut(
  thing: Thing,
  key: string | undefined,
  element: string | undefined,
  needed: readonly string[],
): Cut {
  if (key === undefined) return {};
  const value = thing[key];
  if (Array.isArray(value) && element !== undefined) return { key, element: Number(element) };
  const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0);
  return isEmpty || needed.includes(key) ? {} : { key };
}

function without(thing: Thing, cuts: readonly Cut[]): Thing[] {
  if (cuts.some(({ key }) => key === undefined)) return [];
  const rest = Object.entries(thing).flatMap(([key, value]) => {
    const here = cuts.filter((cut) => cut.key === key);
    if (here.length === 0) return [[key, value] as const];
    const elements = new Set(here.map(({ element }) => element));
    if (!Array.isArray(value) || elements.has(undefined)) return [];
    return [[key, value.filter((_, index) => !elements.has(index))] as const];
  });
  return [Object.fromEntries(rest)];
}

function describeCut(section: string, thing: Thing, { key, element }: Cut, message: string): string {
  const what = section === 'organization' ? 'Organization' : nameOf(section as Section, thing);
  if (key === undefined) return `${what}: left out, because it ${message}`;
  const value = element === undefined ? '' : ` "${(thing[key] as unknown[])[element]}"`;
  return `${what}: without ${key}${value}, because it ${message}`;
}

function nameOf(section: Section, { name, email, id }: Thing): string {
  return `${nouns[section]} "${name ?? email ?? id}"`;
}

/** What Terraform compares and this product writes in another way: without spaces at the ends, ids and emails in lower case. */
const compared = ['id', 'name', 'email', 'host', 'targetUsers', 'clusterUsers', 'clusterGroups', 'groups'];

function listOtherSpellings(file: WrittenFile): string[] {
  const read = checkShape(file);
  return (Object.keys(nouns) as Section[]).flatMap((section) =>
    read[section].entries.flatMap(({ value }, index) => {
      const thing = file[section][index] as Thing;
      const stored = value as Thing;
      return compared
        .filter((key) => key in thing && JSON.stringify(thing[key]) !== JSON.stringify(stored[key]))
        .map((key) => `${nameOf(section, thing)}: its ${key} is "${stored[key]}" here`);
    }),
  );
}
